import { BUILT_IN_GROUPS, BUILT_IN_MODES, BUILT_IN_SCHEDULES } from '../../../sim/domain/program/factory.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { entries, keys, named, sitesOf } from '../site-names.ts'
import { listed } from './missing.ts'

/** Names are there once, without case, also beside the built-in ones (R117). */
export function* checkNames(rig: LooseRig): Iterable<Finding> {
  yield* once(atKey, keysAt(['credentials'], rig.credentials))
  for (const { path, site } of sitesOf(rig)) {
    const program = site.program ?? {}
    const at = (part: string): Path => [...path, 'program', part]
    yield* once(atValue, listed(at('rooms'), program.rooms))
    yield* once(atValue, listed(at('categories'), program.categories))
    yield* once(atKey, keysAt(at('operatingModes'), program.operatingModes))
    yield* once(atKey, keysAt(at('calendar'), program.calendar))
    yield* once(atKey, keysAt(at('rules'), program.rules))
    yield* once(atKey, keysAt(at('schedules'), program.schedules), BUILT_IN_SCHEDULES)
    yield* once(atKey, keysAt(at('groups'), program.groups), BUILT_IN_GROUPS)
    yield* once(atKey, keysAt(at('users'), program.users))
    yield* once(atKey, [...keysAt(at('controls'), program.controls), ...keysAt(at('logic'), program.logic)])
    for (const [name, control] of entries(program.controls)) {
      if (control?.kind !== 'authentication-nfc-code-touch') continue
      for (const part of ['codes', 'tags'] as const)
        yield* once(atKey, keysAt([...at('controls'), name, part], control[part]))
    }
    yield* checkModes(at('operatingModes'), site)
  }
}

function* once(
  place: typeof atKey,
  all: Iterable<readonly [Path, string | undefined]>,
  taken: readonly string[] = [],
): Iterable<Finding> {
  const seen = new Map(taken.map((name) => [name.toLowerCase(), `"${name}" is built in.`]))
  for (const [path, name] of all) {
    if (name === undefined) continue
    const before = seen.get(name.toLowerCase())
    if (before !== undefined) yield place(path, 'NAME_TAKEN', before)
    seen.set(name.toLowerCase(), before ?? `"${name}" is there already; case makes no difference.`)
  }
}

function keysAt(path: Path, record: object | undefined): (readonly [Path, string])[] {
  return keys(record).map((key) => [[...path, key], key])
}

/** Built-in operating modes have their ids; others need one that nobody has. */
function* checkModes(path: Path, site: LooseSite): Iterable<Finding> {
  const ids = new Set<number>()
  for (const [name, mode] of entries(site.program?.operatingModes)) {
    if (mode === undefined) continue
    const isBuiltIn = named(BUILT_IN_MODES, name) !== undefined
    const isTaken = mode.id !== undefined && (ids.has(mode.id) || (mode.id >= 0 && mode.id < BUILT_IN_MODES.length))
    if (isBuiltIn && mode.id !== undefined)
      yield atValue([...path, name, 'id'], 'INVALID_VALUE', `"${name}" is built in and has its id.`)
    else if (!isBuiltIn && mode.id === undefined)
      yield atKey([...path, name], 'MISSING_KEY', '"id" is missing: 10 and above, or negative.')
    else if (isTaken) yield atValue([...path, name, 'id'], 'NAME_TAKEN', `Operating mode ${mode.id} is another one.`)
    if (mode.id !== undefined) ids.add(mode.id)
  }
}
