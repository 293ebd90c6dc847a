// The page of one chart: everything of the other pages with charts, and its
// controls, card, table and ways to take it along, on one state in the address.
import {card} from './card.js';
import {controls} from './controls.js';
import {range} from './range.js';
import {share} from './share.js';
import {State} from './state.js';
import {tables} from './tables.js';

const state = new State();
controls(state);
range(state);
card(state);
tables(state);
share();
