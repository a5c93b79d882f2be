import { ancestorGroups } from '../../../../sim/domain/program/ancestors.ts'
import type { Lint } from '../lint.ts'

export const groupCycle: Lint = {
  code: 'GROUP_CYCLE',
  finds: 'A group is in itself, through the groups it is in.',
  mend: 'Take one of them out of the other.',
  source: 'AMB-9, P-6, C46',
  *look({ program, names }) {
    for (const { uuid, groups, origin } of program.groups.values()) {
      if (groups.length === 0) continue
      const above = ancestorGroups(program, `group:${uuid}`)
      // A cycle that came as it is from another Miniserver is told of there.
      const isLocal = origin === undefined || [...above].some((each) => program.groups.get(each)?.origin !== origin)
      if (!above.has(uuid) || !isLocal) continue
      const sentence = `Group "${names.group(uuid)}" is in itself, through the groups it is in; all of them have the same rights.`
      yield { place: { of: 'group', id: uuid }, sentence }
    }
  },
}
