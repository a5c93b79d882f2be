import type { HistorySeen, Invariant, Violation } from './evidence.ts'
import { type Told, toldBy } from './told.ts'

/**
 * I8: an output that was switched on has one granted decision that says why, and a granted decision switched its outputs on
 * once each. What the blocks remember is what was decided, its last N entries.
 */
export const everyPulseDecided: Invariant = {
  number: 'I8',
  sentence: 'every granted pulse has exactly one granted decision record, and the other way round',
  violations: (evidence) => {
    const told = toldBy(evidence.records)
    return [...undecided(told), ...unpulsed(told), ...evidence.histories.flatMap((each) => misremembered(each, told))]
  },
}

/** The other way round is asked of each decision; here a pulse that none accounts for, or several do. */
function undecided({ pulses, decisions }: Told): Violation[] {
  const granted = grouped(
    decisions.filter(({ isGranted }) => isGranted),
    ({ reader, event }) => `${reader} ${event}`,
  )
  return pulses.flatMap(({ reader, event, output, line }) => {
    const found = (granted.get(`${reader} ${event}`) ?? []).filter(({ outputs }) => outputs.includes(output))
    if (found.length === 1) return []
    const count = found.length === 0 ? 'no granted decision' : `${found.length} granted decisions`
    return [at(reader, line, `${output} was switched on with ${count} for it`)]
  })
}

function unpulsed({ pulses, decisions }: Told): Violation[] {
  const switched = grouped(pulses, ({ reader, event, output }) => `${reader} ${event} ${output}`)
  return decisions.flatMap(({ reader, event, id, isGranted, outputs, switchesNothing, line }) => {
    if (!isGranted || (switchesNothing && outputs.length === 0)) return []
    if (outputs.length === 0) return [at(reader, line, `the granted decision ${id} switches nothing on`)]
    return outputs.flatMap((output) => {
      const count = switched.get(`${reader} ${event} ${output}`)?.length ?? 0
      if (count === 1) return []
      const times = count === 0 ? 'never' : `${count} times`
      return [at(reader, line, `${output} was switched on ${times} for the granted decision ${id}`)]
    })
  })
}

/** Entries that are not what was decided last; fewer than N only where there was no more to remember, or N was another. */
function misremembered({ site, reader, lengths, decisions, isRestored }: HistorySeen, told: Told): Violation[] {
  const where = `${site}/${reader}`
  const [lengthBefore, length] = lengths
  const made = told.decisions.filter((each) => each.reader === where && each.isAtBlock).map(({ id }) => id)
  const twice = decisions.find((id, index) => decisions.indexOf(id) !== index)
  if (twice !== undefined) return [at(where, undefined, `the history holds the decision ${twice} twice`)]
  if (decisions.length > length)
    return [at(where, undefined, `the history holds ${decisions.length} entries where ${length} are kept`)]
  if (isRestored || told.lost.has(site)) return []
  const last = decisions.length === 0 ? [] : made.slice(-decisions.length)
  const other = decisions.findIndex((id, index) => id !== last[index])
  if (other >= 0)
    return [
      at(
        where,
        undefined,
        `entry ${other + 1} of the history is ${decisions[other]}, not ${last[other] ?? 'one that was made'}`,
      ),
    ]
  const isShort = lengthBefore === length && decisions.length < Math.min(length, made.length)
  return isShort
    ? [at(where, undefined, `the history holds ${decisions.length} of ${made.length} decisions, and keeps ${length}`)]
    : []
}

function at(where: string, line: number | undefined, found: string): Violation {
  return { where, found, ...(line !== undefined && { line }) }
}

function grouped<Each>(all: readonly Each[], keyOf: (each: Each) => string): Map<string, Each[]> {
  const groups = new Map<string, Each[]>()
  for (const each of all) {
    const group = groups.get(keyOf(each))
    if (group === undefined) groups.set(keyOf(each), [each])
    else group.push(each)
  }
  return groups
}
