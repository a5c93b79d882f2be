import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import { maySubscribe } from '../principal.ts'
import type { Loose, LooseRig, RigTrust } from '../shape.ts'
import { defined, keys, namesOf } from '../site-names.ts'
import { listed, missing } from './missing.ts'

/** Trust exists since firmware 12.1 (§3.3.2 [P]). */
const FIRMWARE_MIN = [12, 1] as const

/** Sites are there, may be in a Trust (R5, I9), are in it once (R11), and let be taken from them what is shared (R30). */
export function* checkTrusts(rig: LooseRig): Iterable<Finding> {
  for (const [path, trust] of listed(['trusts'], rig.trusts)) {
    if (trust === undefined) continue
    const members = listed([...path, 'members'], trust.members)
    const sites: (readonly [Path, string | undefined])[] = [[[...path, 'manager'], trust.manager], ...members]
    yield* missing('site', keys(rig.sites), sites)
    yield* checkMembers(trust, members)
    for (const [at, site] of sites) if (site !== undefined) yield* checkUnit(rig, at, site)
    for (const [at, share] of listed([...path, 'share'], trust.share)) {
      if (share !== undefined) yield* checkShare(rig, trust, at, share)
    }
  }
}

function* checkMembers(
  trust: Loose<RigTrust>,
  members: readonly (readonly [Path, string | undefined])[],
): Iterable<Finding> {
  const seen = new Set<string>()
  for (const [at, site] of members) {
    if (site === undefined) continue
    if (site === trust.manager)
      yield atValue(at, 'MEMBER_IS_MANAGER', `"${site}" manages the Trust and is in it already.`)
    else if (seen.has(site)) yield atValue(at, 'MEMBER_EXISTS', `"${site}" is a member already.`)
    seen.add(site)
  }
}

function* checkUnit(rig: LooseRig, at: Path, site: string): Iterable<Finding> {
  const { type, firmware } = rig.sites?.[site]?.miniserver ?? {}
  if (type !== undefined && type < 2) {
    yield atValue(
      at,
      'GEN1_NOT_SUPPORTED',
      `"${site}" has a Miniserver Gen. 1 (type ${type}), which cannot be in a Trust.`,
    )
  }
  const [major = 0, minor = 0] = (firmware ?? '').split('.').map(Number)
  if (firmware !== undefined && (major < FIRMWARE_MIN[0] || (major === FIRMWARE_MIN[0] && minor < FIRMWARE_MIN[1]))) {
    yield atValue(
      at,
      'FIRMWARE_TOO_OLD',
      `"${site}" runs ${firmware}; a Trust needs ${FIRMWARE_MIN.join('.')} or newer.`,
    )
  }
}

type LooseShare = Loose<NonNullable<RigTrust['share']>[number]>

function* checkShare(rig: LooseRig, trust: Loose<RigTrust>, path: Path, share: LooseShare): Iterable<Finding> {
  const sites = defined([trust.manager, ...defined(trust.members)])
  const targets = listed([...path, 'to'], share.to)
  yield* missing('site in this Trust called', sites, [[[...path, 'from'], share.from], ...targets])
  if ('user' in share === 'group' in share)
    yield atKey(path, 'INVALID_VALUE', 'What is shared is either a "user" or a "group".')

  const { from } = share
  if (from === undefined || rig.sites?.[from] === undefined) return
  const names = namesOf(rig.sites[from])
  yield* missing(`user of ${from} called`, names.users, [[[...path, 'user'], share.user]])
  yield* missing(`group of ${from} called`, names.groups, [[[...path, 'group'], share.group]])
  for (const [at, to] of targets) {
    if (to === undefined || !sites.includes(to)) continue
    if (to === from) yield atValue(at, 'INVALID_VALUE', `"${to}" has them already: they are its own.`)
    else if (!maySubscribe(rig, from, to)) yield atValue(at, 'FORBIDDEN', notAllowed(rig, from, to))
  }
}

function notAllowed(rig: LooseRig, from: string, to: string): string {
  const member = rig.sites?.[to]?.miniserver?.name ?? to
  return `"${to}" may not take users from "${from}": allow member:${member} right:UserManagement there.`
}
