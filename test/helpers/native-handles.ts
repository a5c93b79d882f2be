interface HandleReport {
  readonly libuv: readonly { readonly type: string; readonly is_active?: boolean }[]
}

/** How many handles of native addons keep this process from ending. */
export function nativeHandles(): number {
  const { libuv } = process.report.getReport() as HandleReport
  return libuv.filter((handle) => handle.type === 'async' && handle.is_active === true).length
}
