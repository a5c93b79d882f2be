import { sourcesOf } from '../../../../sim/domain/access/permits.ts'
import { assignmentKey } from '../../../../sim/domain/program/program.ts'
import type { Lint } from '../lint.ts'

export const memberRightIgnored: Lint = {
  code: 'MEMBER_RIGHT_IGNORED',
  finds: 'A Trust member has a permission other than User Management, Intercoms and shared inputs and outputs.',
  mend: 'Leave it out, or give it to a user or group.',
  source: '§3.4.2',
  *look({ program, index, names }) {
    for (const assignment of program.assignments.values()) {
      const { principal, object } = assignment
      const member = principal.startsWith('member:') ? index.principals.get(principal) : undefined
      if (member === undefined || sourcesOf(index, member, object).length > 0) continue
      const sentence = `To a Trust member ${names.object(object)} means nothing.`
      yield { place: { of: 'assignment', id: assignmentKey(assignment) }, sentence }
    }
  },
}
