import { didYouMean } from '../../../sim/domain/nearest.ts'
import { CREDENTIAL_LISTS, CREDENTIALS, type CredentialKey, credentialOf } from '../credential.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import type { Loose, LooseRig, RigUser } from '../shape.ts'
import { entries, entryNamed, keys, namesOf, sitesOf } from '../site-names.ts'
import { listed, missing } from './missing.ts'

/** Groups and credentials are there, a User ID is one user's, a period has an end after its beginning. */
export function* checkUsers(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const { groups } = namesOf(site)
    const userIds = new Map<string, string>()
    for (const [name, group] of entries(site.program?.groups)) {
      yield* checkGroups([...path, 'program', 'groups', name, 'groups'], group?.groups, groups)
    }
    for (const [name, user] of entries(site.program?.users)) {
      if (user === undefined) continue
      const at = [...path, 'program', 'users', name]
      yield* checkGroups([...at, 'groups'], user.groups, groups)
      yield* checkBorne(rig, at, user)
      yield* checkPeriod(at, user)
      const id = user.uniqueUserId
      const other = id === undefined ? undefined : userIds.get(id)
      if (other !== undefined)
        yield atValue([...at, 'uniqueUserId'], 'NAME_TAKEN', `User "${other}" has this User ID already.`)
      if (id !== undefined) userIds.set(id, other ?? name)
    }
  }
}

function* checkGroups(
  path: Path,
  list: readonly (string | undefined)[] | undefined,
  groups: readonly string[],
): Iterable<Finding> {
  yield* missing('group', groups, listed(path, list))
  for (const [at, group] of listed(path, list)) {
    if (!/^(?:all|none)$/i.test(group ?? '')) continue
    yield atValue(at, 'INVALID_VALUE', `Who is in "${group}" cannot be chosen.`)
  }
}

function* checkBorne(rig: LooseRig, path: Path, user: Loose<RigUser>): Iterable<Finding> {
  for (const [list, key] of Object.entries(CREDENTIAL_LISTS)) {
    const seen = new Set<string>()
    for (const [at, text] of listed([...path, list], user[list as keyof typeof CREDENTIAL_LISTS])) {
      if (text === undefined) continue
      const finding = borneFault(rig, at, key, text)
      if (finding !== undefined) yield finding
      const id = credentialOf(rig, key, text)?.id
      if (id !== undefined && seen.has(id)) yield atValue(at, 'NAME_TAKEN', 'This user bears it already.')
      if (id !== undefined) seen.add(id)
    }
  }
}

/** A named credential of another kind, or neither a name nor an id. A faulty id behind a name is told where it stands. */
export function borneFault(rig: LooseRig, path: Path, key: CredentialKey, text: string): Finding | undefined {
  const credential = entryNamed(rig.credentials, text)
  if (credential !== undefined) {
    if (key in credential || keys(credential).length === 0) return undefined
    return atValue(
      path,
      'INVALID_VALUE',
      `"${text}" is no ${key} but of kind ${keys(credential)
        .filter((each) => each !== 'encryptable')
        .join(' and ')}.`,
    )
  }
  if (entryExists(rig, text) || CREDENTIALS[key].id(text) !== undefined) return undefined
  return atValue(
    path,
    'NOT_FOUND',
    `There is no credential "${text}", nor is it an id.${didYouMean(text, keys(rig.credentials))}`,
  )
}

/** Named, but taken out for its shape, which was told. */
function entryExists(rig: LooseRig, text: string): boolean {
  return keys(rig.credentials).some((name) => name.toLowerCase() === text.toLowerCase())
}

function* checkPeriod(path: Path, { status }: Loose<RigUser>): Iterable<Finding> {
  if (typeof status !== 'object') return
  const { validFrom, validUntil } = status
  if ('onExpiry' in status && !('validUntil' in status)) {
    yield atValue([...path, 'status', 'onExpiry'], 'INVALID_VALUE', 'Without "validUntil" nothing expires.')
  }
  if (validFrom === undefined || validUntil === undefined || Date.parse(validFrom) < Date.parse(validUntil)) return
  yield atValue([...path, 'status', 'validUntil'], 'INVALID_VALUE', 'The period ends before it begins.')
}
