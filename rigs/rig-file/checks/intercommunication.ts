import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { Loose, LooseRig, LooseSite, RigControl } from '../shape.ts'
import { entries, entryNamed, keys, sitesOf } from '../site-names.ts'
import { missing } from './missing.ts'

/** Remotes are there and called so, and no two outputs say the same packet. Ids count to the letter, as in the packets. */
export function* checkIntercommunication(rig: LooseRig): Iterable<Finding> {
  for (const { key, path, site } of sitesOf(rig)) {
    yield* checkRemotes(rig, key, [...path, 'program', 'intercommunication'], site)
    yield* checkNaming([...path, 'program', 'controls'], key, site)
    yield* checkPackets([...path, 'program', 'controls'], site)
  }
}

function* checkRemotes(rig: LooseRig, own: string, path: Path, site: LooseSite): Iterable<Finding> {
  const { id: ownId, remotes } = site.program?.intercommunication ?? {}
  for (const [id, remote] of entries(remotes)) {
    const at = [...path, 'remotes', id]
    if (id === ownId) yield atKey(at, 'NAME_TAKEN', `"${id}" is what this Miniserver calls itself.`)
    if (remote === undefined || !('site' in remote) || remote.site === undefined) continue
    yield* missing('site', keys(rig.sites), [[[...at, 'site'], remote.site]])
    const there = entryNamed(rig.sites, remote.site)
    if (there === undefined) continue
    const theirs = there.program?.intercommunication
    if (remote.site === own) yield atValue([...at, 'site'], 'INVALID_VALUE', 'A Miniserver is no remote of itself.')
    else if (theirs === undefined)
      yield atValue([...at, 'site'], 'NOT_FOUND', `"${remote.site}" has no Network Intercommunication.`)
    else if (theirs.id !== undefined && theirs.id !== id)
      yield atKey(at, 'INVALID_VALUE', `The Miniserver of "${remote.site}" calls itself "${theirs.id}".`)
  }
}

type Intercommunicated = Loose<Extract<RigControl, { kind: `intercommunication-${string}` }>>

/** Each remote that is missing is told once, however many inputs and outputs name it. */
function* checkNaming(path: Path, own: string, site: LooseSite): Iterable<Finding> {
  const setting = site.program?.intercommunication
  // Without `remotes` that is what is told.
  if (setting !== undefined && setting.remotes === undefined) return
  const known = keys(setting?.remotes)
  const naming = new Map<string, string[]>()
  for (const [name, { remote }] of intercommunicated(site)) {
    if (remote === undefined || known.includes(remote)) continue
    naming.set(remote, [...(naming.get(remote) ?? []), name])
  }
  const missing = [...naming].map(([remote, [first = '', ...others]]) => ({ remote, first, others }))
  for (const { remote, first, others } of setting === undefined ? merged(missing) : missing) {
    const sentence =
      setting === undefined
        ? `"${own}" has no Network Intercommunication, so no remote "${remote}". Give its program intercommunication: { id: …, remotes: { ${remote}: … } }.`
        : `There is no remote of Network Intercommunication "${remote}".${didYouMean(remote, known)}`
    yield atValue([...path, first, 'remote'], 'NOT_FOUND', `${sentence}${alsoNaming(others)}`)
  }
}

interface MissingRemote {
  readonly remote: string
  readonly first: string
  readonly others: readonly string[]
}

/** Where a site has nothing of it at all, that is one fault, at the first that needs it. */
function merged([one, ...rest]: readonly MissingRemote[]): MissingRemote[] {
  if (one === undefined) return []
  return [{ ...one, others: [...one.others, ...rest.flatMap(({ first, others }) => [first, ...others])] }]
}

function alsoNaming(others: readonly string[]): string {
  const [first, second, ...more] = others
  if (first === undefined) return ''
  if (second === undefined) return ` "${first}" names it too.`
  return more.length === 0
    ? ` "${first}" and "${second}" name it too.`
    : ` "${first}" and ${others.length - 1} others name it too.`
}

function* checkPackets(path: Path, site: LooseSite): Iterable<Finding> {
  const sending = new Map<string, string>()
  for (const [name, { kind, remote, packet }] of intercommunicated(site)) {
    if (kind !== 'intercommunication-output' || remote === undefined || packet === undefined) continue
    const key = JSON.stringify([remote, packet])
    const other = sending.get(key)
    const sentence = `Output "${other}" says "${packet}" to "${remote}" already.`
    if (other !== undefined) yield atValue([...path, name, 'packet'], 'NAME_TAKEN', sentence)
    sending.set(key, other ?? name)
  }
}

function intercommunicated({ program }: LooseSite): [string, Intercommunicated][] {
  return entries(program?.controls).flatMap(([name, control]): [string, Intercommunicated][] =>
    isIntercommunicated(control) ? [[name, control]] : [],
  )
}

function isIntercommunicated(control: Loose<RigControl> | undefined): control is Intercommunicated {
  return control?.kind === 'intercommunication-input' || control?.kind === 'intercommunication-output'
}
