import { CREDENTIALS, credentialOf } from '../credential.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { Loose, LooseRig, RigControl } from '../shape.ts'
import { defined, entries, keys, sitesOf } from '../site-names.ts'
import { borneFault } from './users.ts'

type Keypad = Loose<Extract<RigControl, { kind: 'authentication-nfc-code-touch' }>>
type Code = NonNullable<NonNullable<Keypad['codes']>[string]>

/** Codes and tags of keypads: for outputs in use, each once at a keypad, and no code that a user of the site has (§3.6.1). */
export function* checkDeviceAuthorisations(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const users = new Map(
      entries(site.program?.users).flatMap(([name, user]) =>
        user?.code === undefined ? [] : [[user.code, `user "${name}"`] as const],
      ),
    )
    for (const [name, control] of entries(site.program?.controls)) {
      if (control?.kind !== 'authentication-nfc-code-touch') continue
      const at = [...path, 'program', 'controls', name]
      yield* checkCodes([...at, 'codes'], control, users)
      yield* checkTags(rig, [...at, 'tags'], control)
    }
  }
}

function* checkCodes(path: Path, block: Keypad, users: ReadonlyMap<string, string>): Iterable<Finding> {
  const taken = new Map(users)
  for (const [name, code] of entries(block.codes)) {
    if (code === undefined) continue
    const at = [...path, name]
    yield* checkOutputs(at, block, code)
    yield* checkValidity(at, code)
    if (code.code === undefined) continue
    const other = taken.get(code.code)
    if (other !== undefined) yield atValue([...at, 'code'], 'NAME_TAKEN', `The ${other} has this code.`)
    taken.set(code.code, other ?? `code "${name}"`)
  }
}

function* checkValidity(at: Path, { once, validFrom, validUntil }: Code): Iterable<Finding> {
  if (once === true && (validFrom !== undefined || validUntil !== undefined)) {
    yield atValue([...at, 'once'], 'INVALID_VALUE', 'A code that opens once has no period.')
  }
  if (validFrom === undefined || validUntil === undefined || Date.parse(validFrom) < Date.parse(validUntil)) return
  yield atValue([...at, 'validUntil'], 'INVALID_VALUE', 'The period ends before it begins.')
}

function* checkTags(rig: LooseRig, path: Path, block: Keypad): Iterable<Finding> {
  const seen = new Map<string, string>()
  for (const [name, tag] of entries(block.tags)) {
    if (tag === undefined) continue
    const at = [...path, name]
    yield* checkOutputs(at, block, tag)
    if (tag.tag === undefined) continue
    const fault = borneFault(rig, [...at, 'tag'], 'tag', tag.tag)
    if (fault !== undefined) yield fault
    const id = credentialOf(rig, 'tag', tag.tag)?.id ?? CREDENTIALS.tag.id(tag.tag)
    const other = id === undefined ? undefined : seen.get(id)
    if (other !== undefined) yield atValue([...at, 'tag'], 'NAME_TAKEN', `"${other}" is this tag already.`)
    if (id !== undefined) seen.set(id, other ?? name)
  }
}

function* checkOutputs(
  at: Path,
  block: Keypad,
  {
    outputs,
    standardOutput,
  }: {
    readonly outputs?: readonly (number | undefined)[] | undefined
    readonly standardOutput?: number | undefined
  },
): Iterable<Finding> {
  if (block.outputs === undefined) return
  const inUse = keys(block.outputs).map(Number)
  const chosen = outputs === undefined ? inUse : defined(outputs)
  for (const output of chosen) {
    if (!inUse.includes(output)) yield atKey(at, 'NOT_FOUND', `Output ${output} of this block is not in use.`)
  }
  if (standardOutput === undefined || chosen.includes(standardOutput)) return
  yield atValue([...at, 'standardOutput'], 'INVALID_VALUE', `${standardOutput} is none of its outputs.`)
}
