// Pages with charts: the drawn chart stands, the light tooltip works at once,
// and the full graph comes when the reader reaches for it.
import {attach} from './attach.js';

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure[data-chart]'))) attach(figure);
