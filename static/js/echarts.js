// ECharts for the reader's browser, loaded only when the reader reaches for a
// chart. The SVG renderer is used on both sides, so that the graph that takes
// over is the very picture that stood there, and colours follow the theme by
// CSS custom properties.
import {init, use} from 'echarts/core';
import {registerCustomSeries} from './custom.js';
import {BarChart, LineChart, CustomChart} from 'echarts/charts';
import {GridComponent, LegendPlainComponent, DataZoomInsideComponent} from 'echarts/components';
import {SVGRenderer} from 'echarts/renderers';
import {draw} from './draw.js';

use([BarChart, LineChart, CustomChart, GridComponent, LegendPlainComponent, DataZoomInsideComponent, SVGRenderer]);
registerCustomSeries('megacycle', draw);

export {init};
