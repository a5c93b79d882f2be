export interface PcscChoice {
  readonly name: string
  /** What else fits as well. */
  readonly others: readonly string[]
}

/**
 * Chooses among the PC/SC readers there are.
 *
 * The one used last comes first. Then the names that contain what is wanted, in any case, in the order of names: a reader
 * plugged in elsewhere gets another number at the end of its name. When nothing particular is wanted, any reader fits at
 * first, but only the same one afterwards.
 */
export function choosePcscReader(
  names: readonly string[],
  { wanted, last }: { readonly wanted?: string | undefined; readonly last?: string | undefined },
): PcscChoice | undefined {
  if (last !== undefined && names.includes(last)) return { name: last, others: [] }
  if (last !== undefined && wanted === undefined) return undefined

  const part = (wanted ?? '').toLowerCase()
  const [name, ...others] = names.filter((candidate) => candidate.toLowerCase().includes(part)).toSorted()
  return name === undefined ? undefined : { name, others }
}
