import { assignmentKey } from '../../../../sim/domain/program/program.ts'
import { assignmentsOf } from '../../build/permissions.ts'
import type { Lint } from '../lint.ts'

export const permissionRepeated: Lint = {
  code: 'PERMISSION_REPEATED',
  finds: 'A permission is there already, further up: the last one counts, with its access schedule.',
  mend: 'Leave one of them.',
  source: 'P-162',
  *lookAtFile({ permissions }) {
    for (const [site, all] of permissions) {
      const seen = new Set<string>()
      for (const { edit, path } of all) {
        const [repeated] = assignmentsOf(edit)
          .map(assignmentKey)
          .filter((key) => seen.has(key))
        for (const assignment of assignmentsOf(edit)) seen.add(assignmentKey(assignment))
        if (repeated === undefined) continue
        const sentence = 'This is there already, further up; only the last one counts, with its access schedule.'
        yield { site, place: { of: 'permission', id: repeated, path }, sentence }
      }
    }
  },
}
