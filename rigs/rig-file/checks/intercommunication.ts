import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { Loose, LooseRig, LooseSite, RigControl } from '../shape.ts'
import { entries, entryNamed, keys, sitesOf } from '../site-names.ts'
import { missing } from './missing.ts'

/** Remotes are there and called so, and no two outputs say the same packet. Ids count to the letter, as in the packets. */
export function* checkIntercommunication(rig: LooseRig): Iterable<Finding> {
  for (const { key, path, site } of sitesOf(rig)) {
    yield* checkRemotes(rig, key, [...path, 'program', 'intercommunication'], site)
    yield* checkControls([...path, 'program', 'controls'], site)
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

function* checkControls(path: Path, site: LooseSite): Iterable<Finding> {
  const remotes = keys(site.program?.intercommunication?.remotes)
  const sending = new Map<string, string>()
  for (const [name, control] of entries(site.program?.controls)) {
    if (!isIntercommunicated(control)) continue
    const { remote, packet } = control
    if (remote !== undefined && !remotes.includes(remote)) {
      const sentence = `There is no remote of Network Intercommunication "${remote}".${didYouMean(remote, remotes)}`
      yield atValue([...path, name, 'remote'], 'NOT_FOUND', sentence)
    }
    if (control.kind !== 'intercommunication-output' || remote === undefined || packet === undefined) continue
    const key = JSON.stringify([remote, packet])
    const other = sending.get(key)
    if (other !== undefined)
      yield atValue(
        [...path, name, 'packet'],
        'NAME_TAKEN',
        `Output "${other}" says "${packet}" to "${remote}" already.`,
      )
    sending.set(key, other ?? name)
  }
}

function isIntercommunicated(control: Loose<RigControl> | undefined): control is Intercommunicated {
  return control?.kind === 'intercommunication-input' || control?.kind === 'intercommunication-output'
}
