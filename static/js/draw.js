// The one custom series of our charts. ECharts draws lines and bars; this draws
// what it cannot place exactly: grid lines and labels, direct labels, leaders,
// symbols, whiskers, slices. Its items come as plain data in the option, so the
// same option draws the same picture in the server and in the browser.
//
// A place is [slot, value, dx, dy]. A null slot means that dx counts from the
// left edge of the chart; a null value means that dy counts from its top edge.
// Otherwise dx and dy move the place away from the data point, in pixels.

/** @typedef {[number|null, number|null, number, number]} Place */

/**
 * @param {{coordSys: {x:number,y:number,width:number,height:number}, itemPayload: any}} params
 * @param {any} api
 */
export function draw(params, api) {
  const {items, slots, alpha} = params.itemPayload; // alpha pales what stands behind
  const area = params.coordSys;
  const step = slots > 1 ? api.size([1, 0])[0] : area.width;
  const hidden = x => x < area.x - 1 || x > area.x + area.width + 1;
  /** @param {Place} p */
  const place = ([slot, value, dx, dy]) => {
    const near = slot === null ? 0 : Math.min(Math.max(Math.round(slot), 0), slots - 1);
    const at = slot === null && value === null ? [0, 0] : api.coord([near, value === null ? api.value(1) : value]);
    const x = slot === null ? 0 : at[0] + (slot - near) * step;
    if (slot !== null && hidden(x)) return null;
    return [x + dx, (value === null ? 0 : at[1]) + dy];
  };
  const children = [];
  for (const it of items) {
    if (it.n && (step < it.n[0] || step >= it.n[1])) continue;
    if (it.v !== undefined && !place([it.v, null, 0, 0])) continue; // belongs to a slot that is not shown
    const p = place(it.p), q = it.q ? place(it.q) : p;
    if (!p || !q) continue;
    const style = {fill: it.f || 'none', stroke: it.c, lineWidth: it.c ? it.w || 1 : 0, lineDash: it.d, lineCap: it.o ? 'round' : undefined, opacity: alpha};
    const shape = shapes[it.k];
    if (shape) children.push({...shape(it, p, q), style});
    else children.push({type: 'text', style: {
      text: it.s, x: p[0], y: p[1], fill: it.f, align: it.a || 'left', verticalAlign: 'middle',
      font: (it.b ? 'bold ' : '') + it.z + 'px Arial', stroke: it.h, lineWidth: it.h ? 4 : 0, lineJoin: 'round', opacity: alpha,
    }});
  }
  return {type: 'group', children, silent: true, $mergeChildren: false};
}

const shapes = {
  l: (it, p, q) => ({type: 'line', shape: {x1: p[0], y1: p[1], x2: q[0], y2: q[1]}}),
  c: (it, p) => ({type: 'circle', shape: {cx: p[0], cy: p[1], r: it.r}}),
  r: (it, p, q) => ({type: 'rect', shape: {x: p[0], y: p[1], width: q[0] - p[0], height: q[1] - p[1]}}),
  d: (it, p) => ({type: 'polygon', shape: {points: [[p[0], p[1] - it.r], [p[0] + it.r, p[1]], [p[0], p[1] + it.r], [p[0] - it.r, p[1]]]}}),
  s: (it, p) => ({type: 'sector', shape: {cx: p[0], cy: p[1], r0: it.i, r: it.r, startAngle: it.e[0], endAngle: it.e[1]}}),
};
