import type { LogicWire, Part } from '../../../sim/domain/logic/net.ts'
import { type WireFault, wireFaults } from '../../../sim/domain/logic/wire-faults.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import { hostedIo } from '../hosted-io.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { entryNamed, keys, namesOf, sitesOf } from '../site-names.ts'
import { partsOfSite, splitTerminal } from '../wire.ts'
import { listed, missing } from './missing.ts'

/** A wire goes from an output that is in use to an input that takes what comes, and no way leads back. */
export function* checkWiring(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const names = [...namesOf(site).controls, ...keys(site.program?.logic)]
    const wires = [...placedWires(path, site)]
    for (const { at, from, to } of wires) {
      for (const [side, end] of Object.entries({ from, to })) {
        if (end !== undefined) yield* missing('control or block of logic', names, [[[...at, side], end.name]])
      }
    }
    const parts = partsOfSite(site, rig)
    const whole = wires.flatMap(({ at, from, to }) =>
      from === undefined || to === undefined ? [] : [{ at, from, to }],
    )
    for (const { at, from, to } of whole) {
      if (isAgainst(rig, site, from.name, 'from')) yield against([...at, 'from'], parts, from)
      if (isAgainst(rig, site, to.name, 'to')) yield against([...at, 'to'], parts, to)
    }
    for (const fault of wireFaults(parts, whole)) yield* found(site, whole, fault)
  }
}

interface End {
  readonly name: string
  readonly control: string
  readonly terminal: string
}

interface PlacedWire extends LogicWire {
  readonly at: Path
  readonly from: End
  readonly to: End
}

function* placedWires(
  path: Path,
  site: LooseSite,
): Iterable<{ readonly at: Path; readonly from: End | undefined; readonly to: End | undefined }> {
  for (const [at, wire] of listed([...path, 'program', 'wiring'], site.program?.wiring)) {
    yield { at, from: endOf(wire?.from), to: endOf(wire?.to) }
  }
}

function endOf(text: string | undefined): End | undefined {
  if (text === undefined) return undefined
  const { control, terminal } = splitTerminal(text)
  return { name: control, control: control.toLowerCase(), terminal }
}

function* found(site: LooseSite, wires: readonly PlacedWire[], fault: WireFault): Iterable<Finding> {
  const wire = wires[fault.wire]
  if (wire === undefined) return
  const { name, terminal } = wire[fault.end]
  const isUnused = fault.code === 'NOT_FOUND' && fault.end === 'from' && isUnusedOutput(site, name, terminal)
  const message = isUnused ? `"${name}" does not use output ${terminal}; name it in its "outputs".` : fault.message
  yield atValue([...wire.at, fault.end], fault.code, message)
}

/** From an output nothing is had, and to an input nothing said: of the site, and where it refers to another's. */
function isAgainst(rig: LooseRig, site: LooseSite, name: string, end: 'from' | 'to'): boolean {
  const control = entryNamed(site.program?.controls, name)
  const direction = control?.kind === 'trusted-io' ? control.direction : control && hostedIo(rig, control)?.io.direction
  return direction === (end === 'from' ? 'output' : 'input')
}

function against(path: Path, parts: ReadonlyMap<string, Part>, { control, name, terminal }: End): Finding {
  const side = path.at(-1) === 'from' ? 'output' : 'input'
  return atValue(path, 'NOT_FOUND', `"${parts.get(control)?.name ?? name}" has no ${side} "${terminal}".`)
}

function isUnusedOutput(site: LooseSite, name: string, terminal: string): boolean {
  const kind = entryNamed(site.program?.controls, name)?.kind
  if (kind === 'authentication-nfc-code-touch') return /^O[1-6]$/.test(terminal)
  const isSelecting = entryNamed(site.program?.logic, name)?.kind === 'select-by-number'
  return isSelecting && /^O(?:[1-9]|1[0-6])$/.test(terminal)
}
