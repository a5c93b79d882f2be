/**
 * The LL envelope. Codes are strings, since clients compare them as such (docs/miniserver-protocol.md §0.1).
 *
 * The echo is the plain command, also of an encrypted one: every client takes that. `jdev/…` loses its `j`, but commands of
 * `jdev/sys/` keep it and write `code` small, as hardware does (§1.1).
 */
export function envelope(control: string, code: number, value: unknown): string {
  if (/^jdev\/sys\//i.test(control)) return JSON.stringify({ LL: { control, value, code: String(code) } })
  return JSON.stringify({ LL: { control: control.replace(/^jdev\//i, 'dev/'), value, Code: String(code) } })
}

/** The old XML form, for `dev/…` over HTTP. */
export function xmlEnvelope(control: string, code: number, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `<?xml version="1.0" encoding="utf-8"?>\n<LL control="${escapeXml(control)}" value="${escapeXml(text)}" Code="${code}"/>\n`
}

/** What hardware answers where HTTP itself refuses. */
export function errorPage(code: number, detail: string): string {
  return `<html><head><title>error</title></head><body><errorcode>${code}</errorcode> <errordetail>${detail}</errordetail></body></html>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
