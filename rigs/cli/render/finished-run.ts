import { failureParts } from '../../evidence/failure-line.ts'
import { type Failure, failuresOf, isQuarantined, type Result } from '../../evidence/result.ts'
import { harmless, type Paint, type Style } from '../paint.ts'

const STYLES: Readonly<Record<Result['verdict'], Style>> = {
  pass: 'green',
  fail: 'red',
  unverified: 'yellow',
  incomplete: 'yellow',
}

/** A line of what was run, one of its quarantine, and one of each thing that failed. */
export function renderRun(result: Result, paint: Paint): string[] {
  const { verdict, scenario, lane, steps = [], durationMs = 0 } = result
  const facts = `${lane}, ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}, ${(durationMs / 1000).toFixed(2)} s`
  const shown = isQuarantined(result) ? paint('yellow', 'quarantined') : paint(STYLES[verdict], verdict)
  return [
    `${shown}  ${harmless(shownName(scenario))}  ${paint('dim', facts)}`,
    ...quarantineLines(result, paint),
    ...readerLines(result, paint),
    ...failuresOf(result).map((failure) => renderFailure(failure, paint)),
  ]
}

/** What a real reader took from its driver to the bus. */
function readerLines({ readers = [] }: Result, paint: Paint): string[] {
  return readers.map(({ reader, source, presentations, minMs, p50Ms, p99Ms, jitterMs }) => {
    const times = [`min ${minMs}`, `p50 ${p50Ms}`, `p99 ${p99Ms}`, `jitter ${jitterMs}`].join(', ')
    return paint('dim', harmless(`  ${reader} by ${source}: ${presentations} read, to the bus in ms: ${times}`))
  })
}

function shownName({ path, variant }: Result['scenario']): string {
  return variant === undefined ? path : `${path} (${variant})`
}

function quarantineLines({ verdict, quarantine }: Result, paint: Paint): string[] {
  if (quarantine === undefined) return []
  const { reason, until, state } = quarantine
  if (state === 'can-go') return [harmless(`the quarantine can go: it passed (${reason}, until ${until})`)]
  return verdict === 'fail' ? [paint('yellow', harmless(`in quarantine until ${until}: ${reason}`))] : []
}

/** The place first, for editors and people to go to; the command last, to be copied. */
function renderFailure(failure: Failure, paint: Paint): string {
  const { place, story, repeat } = failureParts(failure)
  return `${paint('bold', harmless(place))}: ${harmless(story)}; repeat: ${paint('cyan', harmless(repeat))}`
}
