// What ECharts expects of any JavaScript engine and ours does not have.
globalThis.setTimeout ??= () => 0;
globalThis.clearTimeout ??= () => {};
globalThis.console ??= {log() {}, warn() {}, error() {}};
