import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { entryNamed, keys, type LooseControl, namesOf, sitesOf } from '../site-names.ts'
import { splitTerminal, TERMINALS } from '../wire.ts'
import { listed, missing } from './missing.ts'

const ENDS = { from: 'outputs', to: 'inputs' } as const

/** A wire goes from an output that is in use to an input. */
export function* checkWiring(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const { controls } = namesOf(site)
    for (const [at, wire] of listed([...path, 'program', 'wiring'], site.program?.wiring)) {
      if (wire?.from !== undefined) yield* checkEnd([...at, 'from'], wire.from, 'from', site, controls)
      if (wire?.to !== undefined) yield* checkEnd([...at, 'to'], wire.to, 'to', site, controls)
    }
  }
}

function* checkEnd(
  path: Path,
  text: string,
  end: keyof typeof ENDS,
  site: LooseSite,
  controls: readonly string[],
): Iterable<Finding> {
  const { control: name, terminal } = splitTerminal(text)
  yield* missing('control', controls, [[path, name]])
  const control = entryNamed(site.program?.controls, name)
  if (control?.kind === undefined) return
  const terminals = TERMINALS[control.kind][ENDS[end]]
  if (!terminals.includes(terminal)) {
    const what = `"${name}" has no ${end === 'from' ? 'output' : 'input'} "${terminal}".`
    yield atValue(path, 'NOT_FOUND', what + didYouMean(terminal, terminals))
  } else if (end === 'from' && !isInUse(control, terminal)) {
    yield atValue(path, 'NOT_FOUND', `"${name}" does not use output ${terminal}; name it in its "outputs".`)
  }
}

function isInUse(control: LooseControl, terminal: string): boolean {
  if (control.kind !== 'authentication-nfc-code-touch' || control.outputs === undefined) return true
  return keys(control.outputs).includes(terminal.slice(1))
}
