import { hasAdministrator, isAdministratorAnywhere } from '../../../../sim/domain/program/administrators.ts'
import { everyone } from '../../../../sim/domain/program/ancestors.ts'
import type { Lint } from '../lint.ts'

export const lastAdministrator: Lint = {
  code: 'LAST_ADMINISTRATOR',
  finds:
    'No local user is left who can administer the Miniserver for good: with a password, and enabled without limit of time.',
  mend: 'Enable one, or give one Full Access.',
  source: 'I6',
  *look({ program }) {
    if (hasAdministrator(program)) return
    const sentence = 'Nobody of this Miniserver can administer it for good; users of others go when their origin does.'
    yield { place: { of: 'program' }, sentence }
  },
}

export const crossSiteAdmin: Lint = {
  code: 'CROSS_SITE_ADMIN',
  finds: 'A user of another Miniserver administers this one: whoever manages users there can log in here.',
  mend: 'Let local users administer, and give this one single rights.',
  source: 'C29',
  *look({ program, names }) {
    const all = everyone(program)
    for (const user of program.users.values()) {
      if (user.origin === undefined || !isAdministratorAnywhere(program, user, all)) continue
      const who = names.user(user.uuid)
      const sentence = `${who} administers this Miniserver, and whoever resets the password there does, too.`
      yield { place: { of: 'user', id: user.uuid, field: 'groups' }, sentence }
    }
  },
}
