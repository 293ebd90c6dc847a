// ECharts for the server's JavaScript engine, which has no timers, no console
// and no page. render(option, width, height) gives raw SVG text.
import './server-globals.js';
import {init, use, setPlatformAPI} from 'echarts/core';
import {registerCustomSeries} from './custom.js';
import {BarChart, LineChart, CustomChart} from 'echarts/charts';
import {GridComponent} from 'echarts/components';
import {SVGRenderer} from 'echarts/renderers';
import {draw} from './draw.js';
import advances from '../dist/arimo.json';

use([BarChart, LineChart, CustomChart, GridComponent, SVGRenderer]);
registerCustomSeries('megacycle', draw);

// Text is measured with Arimo's advance widths (thousandths of an em), which
// are those of Arial, Helvetica and Liberation Sans.
setPlatformAPI({
  measureText(text, font) {
    const size = parseFloat((/([\d.]+)px/.exec(font || '') || [0, 12])[1]);
    const table = /bold|[6-9]00/.test(font || '') ? advances.bold : advances.regular;
    if (text === '国') return {width: size}; // taken for the height of a line
    let sum = 0;
    for (const ch of String(text)) {
      const w = table[ch.codePointAt(0)];
      sum += w === undefined ? 600 : w;
    }
    return {width: sum * size / 1000};
  },
});

globalThis.megacycleRender = (option, width, height) => {
  const chart = init(null, null, {renderer: 'svg', ssr: true, width, height});
  try {
    chart.setOption(JSON.parse(option));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
};
