import type { Lint } from '../lint.ts'

export const activationIgnored: Lint = {
  code: 'ACTIVATION_IGNORED',
  finds: 'An entry of an access schedule has `needsActivation`.',
  mend: 'Leave it out.',
  source: '§3.7.3, P-59',
  *look({ program }) {
    for (const { uuid, entries } of program.schedules.values()) {
      for (const [item, { needsActivation }] of entries.entries()) {
        if (needsActivation !== true) continue
        const sentence = 'To access this means nothing: the door opens at these times without being activated.'
        yield { place: { of: 'schedule', id: uuid, field: 'needsActivation', item }, sentence }
      }
    }
  },
}
