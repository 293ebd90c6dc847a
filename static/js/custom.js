// ECharts offers registerCustomSeries to extensions only.
import {use} from 'echarts/core';

/**
 * @param {string} name the renderItem of the option
 * @param {(params: any, api: any) => any} draw
 */
export function registerCustomSeries(name, draw) {
  use(registers => registers.registerCustomSeries(name, draw));
}
