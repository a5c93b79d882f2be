/** The payload of a key exchange; it comes raw, with `/`, `+` and `=` in it (docs/miniserver-protocol.md §0.1). */
export function keyExchangePayload(path: string): string | undefined {
  return /^\/?jdev\/sys\/keyexchange\/(.+)$/is.exec(path)?.[1]
}
