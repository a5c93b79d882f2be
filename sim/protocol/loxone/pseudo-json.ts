/**
 * The `value` of `cfg/api` and `cfg/apiKey`: JSON in single quotes, inside a string (docs/miniserver-protocol.md §1.1).
 *
 * Values are texts without quotes, numbers and booleans, and come in the order of the object: some clients read `snr` and
 * `version` by their place.
 */
export function pseudoJson(fields: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(fields).map(([name, value], index) => {
    const spelled = typeof value === 'string' ? `'${value}'` : String(value)
    return index === 0 ? `'${name}': ${spelled}` : `'${name}':${spelled}`
  })
  return `{${pairs.join(', ')}}`
}
