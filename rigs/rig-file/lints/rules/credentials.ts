import { nearest } from '../../../../sim/domain/nearest.ts'
import type { Program, User } from '../../../../sim/domain/program/program.ts'
import { CREDENTIAL_LISTS, CREDENTIALS, type CredentialKey, credentialOf } from '../../credential.ts'
import type { RigFile } from '../../shape.ts'
import { entryNamed, keys } from '../../site-names.ts'
import type { Lint, LintedSite } from '../lint.ts'
import { isTaken } from '../readers.ts'

export const credentialUnused: Lint = {
  code: 'CREDENTIAL_UNUSED',
  finds: 'Nobody bears a credential of the rig file.',
  mend: 'Give it to a user, or take it out.',
  source: 'P-161',
  *lookAtFile({ rig }) {
    const borne = borneIds(rig)
    for (const name of keys(rig.credentials)) {
      const kinds = Object.keys(CREDENTIALS) as CredentialKey[]
      const ids = kinds.flatMap((kind) => {
        const id = rig.credentials?.[name]?.[kind]
        return id === undefined ? [] : [`${kind} ${credentialOf(rig, kind, name)?.id}`]
      })
      if (ids.some((id) => borne.has(id))) continue
      const sentence = `Nobody bears "${name}"; to every door it is unknown.${meantBy(rig, name)}`
      yield { place: { of: 'credential', id: name }, sentence }
    }
  },
}

/** Any text is an external ID, also a name that is misspelled. Which it is may be somebody's ID, and is not shown. */
function meantBy({ sites, credentials }: RigFile, name: string): string {
  if (credentials?.[name]?.externalId === undefined) return ''
  for (const { program } of Object.values(sites)) {
    for (const [user, { externalIds = [] }] of Object.entries(program?.users ?? {})) {
      const ids = externalIds.filter((text) => entryNamed(credentials, text) === undefined)
      if (nearest(name, ids).length > 0) return ` User "${user}" bears an external ID that is spelled nearly so.`
    }
  }
  return ''
}

export const credentialUnreadable: Lint = {
  code: 'CREDENTIAL_UNREADABLE',
  finds:
    'Somebody bears a tag, an iButton or an external ID that no reader will ever see: no door takes its kind where they are known.',
  mend: 'Give them what a door takes, or put a reader there.',
  source: '§3.6.2, §3.6.7',
  isOfRig: true,
  *look(site) {
    if (site.others === undefined && site.program.trusts.size > 0) return
    for (const user of site.program.users.values()) {
      if (user.origin !== undefined) continue
      for (const [field, what, taker] of KINDS) {
        if (user[field].length === 0 || programsOf(site, user).some((program) => isTaken(program, field))) continue
        const sentence = `No reader will ever see ${what} of ${site.names.user(user.uuid)}: no door takes one (${taker}).`
        yield { place: { of: 'user', id: user.uuid, field }, sentence }
      }
    }
  },
}

const KINDS = [
  ['tags', 'the tag', 'block authentication-nfc-code-touch'],
  ['ibuttons', 'the iButton', 'block access-controller'],
  ['externalIds', 'the external ID', 'block access-controller at an external reader'],
] as const

/** Of all sites that know a user. */
function programsOf({ program, others }: LintedSite, { uuid }: User): Program[] {
  const elsewhere = others?.().filter((other) => other.program.users.has(uuid)) ?? []
  return [program, ...elsewhere.map((other) => other.program)]
}

function borneIds(rig: RigFile): Set<string> {
  const users = Object.values(rig.sites).flatMap(({ program }) => Object.values(program?.users ?? {}))
  const controls = Object.values(rig.sites).flatMap(({ program }) => Object.values(program?.controls ?? {}))
  const ofKeypads = controls.flatMap((control) => {
    if (control.kind === 'nfc-tag-input') return [control]
    return control.kind === 'authentication-nfc-code-touch' ? Object.values(control.tags ?? {}) : []
  })
  return new Set([
    ...ofKeypads.map(({ tag }) => `tag ${credentialOf(rig, 'tag', tag)?.id}`),
    ...users.flatMap((user) =>
      Object.entries(CREDENTIAL_LISTS).flatMap(([list, kind]) =>
        (user[list as keyof typeof CREDENTIAL_LISTS] ?? []).map(
          (text) => `${kind} ${credentialOf(rig, kind, text)?.id}`,
        ),
      ),
    ),
  ])
}
