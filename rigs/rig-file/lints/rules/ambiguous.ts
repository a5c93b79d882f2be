import type { User } from '../../../../sim/domain/program/program.ts'
import type { LintCode } from '../codes.ts'
import type { Lint, LintedSite, LintHit } from '../lint.ts'

export const ambiguousTag = ambiguous('TAG_AMBIGUOUS', 'tag', 'tags', ({ tags }) => idsOf(tags))
export const ambiguousIButton = ambiguous('IBUTTON_AMBIGUOUS', 'iButton', 'ibuttons', ({ ibuttons }) => idsOf(ibuttons))
export const ambiguousExternalId = ambiguous('EXTERNAL_ID_AMBIGUOUS', 'external ID', 'externalIds', ({ externalIds }) =>
  idsOf(externalIds),
)
export const ambiguousCode = ambiguous('CODE_AMBIGUOUS', 'access code', 'code', ({ codeDigest }) =>
  codeDigest === undefined ? [] : [codeDigest],
)

/** Two users who bear the same: the door opens if either may (§3.6.1), and nobody knows who it was. */
function ambiguous(code: LintCode, what: string, field: string, idsOf: (user: User) => readonly string[]): Lint {
  return {
    code,
    finds: `Two users of a Miniserver have the same ${what}: who it was will not be known, and it opens what either may.`,
    mend: 'Give each one of their own.',
    source: '§3.6.1, C41',
    look: (site) => shared(site, what, field, idsOf),
  }
}

function* shared(
  { program, names }: LintedSite,
  what: string,
  field: string,
  idsOf: (user: User) => readonly string[],
): Iterable<LintHit> {
  const bearers = new Map<string, User>()
  for (const user of program.users.values()) {
    for (const [item, id] of idsOf(user).entries()) {
      const other = bearers.get(id)
      if (other === undefined) bearers.set(id, user)
      // Two of one other Miniserver are told of there.
      if (other === undefined || other === user || isReplicaWith(user, other)) continue
      const both = `${names.user(other.uuid)} and ${names.user(user.uuid)}`
      const sentence = `${both} have the same ${what}; who it was will not be known.`
      yield { place: { of: 'user', id: user.uuid, field, item }, sentence }
    }
  }
}

function isReplicaWith(user: User, other: User): boolean {
  return user.origin !== undefined && user.origin === other.origin
}

function idsOf(borne: readonly { readonly id: string }[]): string[] {
  return borne.map(({ id }) => id)
}
