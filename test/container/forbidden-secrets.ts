import type { Bundle } from '../../rigs/factory/bundle.ts'

/** What of another device's bundle must not be in this one's. A Miniserver opens what its site's devices seal: it knows those keys. */
export function forbidden(reader: Bundle, other: Bundle): string[] {
  if (reader === other) return []
  const isTrusted = reader.miniserver !== undefined && reader.site === other.site
  return [other.bus.password, ...(isTrusted ? [] : keysOf(other))].map((secret) => JSON.stringify(secret).slice(1, -1))
}

function keysOf({ key, miniserver }: Bundle): string[] {
  return miniserver === undefined ? [key] : [miniserver.privateKey, miniserver.codeKey]
}
