// Charts in the page's own colours. Drawn on a canvas with text as text of the canvas: the pages' policy allows no styles inside markup.
import * as echarts from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export function draw(host, given, chart) {
  const css = getComputedStyle(document.documentElement);
  const colour = name => css.getPropertyValue(`--${name}`).trim();
  chart ??= echarts.init(host, null, { renderer: 'canvas' });
  const text = { color: colour('ink-2'), fontFamily: css.getPropertyValue('--font') };
  const names = { type: 'category', data: given.names, axisLine: { lineStyle: { color: colour('line-strong') } }, axisTick: { show: false }, axisLabel: { ...text, width: 150, overflow: 'truncate' } };
  const values = { type: 'value', minInterval: given.percent ? undefined : 1, max: given.percent ? 1 : undefined, splitLine: { lineStyle: { color: colour('line') } }, axisLabel: { ...text, formatter: given.percent ? value => `${Math.round(value * 100)}%` : undefined } };
  const lying = given.lying === true;
  // On a phone four names stand in two rows.
  const legend = given.series.length < 2 ? 12 : given.series.length > 3 && host.clientWidth < 480 ? 58 : 36;
  chart.setOption({
    animation: false,
    aria: { enabled: true, description: given.label },
    textStyle: text,
    grid: { left: 8, right: 16, top: legend, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: given.series.length > 1, top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: text },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: colour('surface'), borderColor: colour('line-strong'), textStyle: { ...text, color: colour('ink') }, valueFormatter: given.percent ? value => value == null ? '–' : `${(value * 100).toFixed(1)}%` : undefined },
    xAxis: lying ? values : names,
    yAxis: lying ? { ...names, inverse: true } : values,
    series: given.series.map(s => ({
      name: s.name, type: s.kind, data: s.values, stack: s.stack, barMaxWidth: 28, symbolSize: 5, showSymbol: s.values.length < 40,
      itemStyle: { color: colour(s.tone) }, lineStyle: { width: 2 },
    })),
  }, true);
  return chart;
}
