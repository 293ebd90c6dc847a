// Puts the light tooltip on a figure, and the graph that comes when it is
// reached for.
import {Graph} from './graph.js';
import {Tip, readPoints} from './tip.js';

/**
 * @param {HTMLElement} figure
 * @returns {{tip: Tip, graph: Graph|undefined}|undefined} nothing when there is nothing to read
 */
export function attach(figure) {
  const plot = /** @type {HTMLElement} */ (figure.querySelector('[data-plot]'));
  const points = readPoints(figure);
  if (!plot || !points) return undefined;
  const tip = new Tip(figure, plot, points);
  const graph = figure.dataset.option && !navigator.connection?.saveData ? new Graph(figure, plot, tip) : undefined;
  return {tip, graph};
}
