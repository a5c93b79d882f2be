import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import type { User } from '../../../../sim/domain/program/program.ts'
import { SERIAL } from './a-miniserver.ts'

const OFFICE = '504F94A00002'

/** Makes Home a member of a Trust with Office, which was just heard. */
export function joinOffice(state: MiniserverState): void {
  state.program.trusts.set('trust', {
    trustUuid: 'trust',
    name: 'Family',
    manager: OFFICE,
    epoch: 1,
    members: [
      { serial: SERIAL, state: 'finalized', info: state.identity },
      { serial: OFFICE, state: 'finalized', info: { ...state.identity, serial: OFFICE, name: 'Office' } },
    ],
  })
  state.trust.origins.set(OFFICE, {
    position: undefined,
    timeoutS: 900,
    online: true,
    heardMonotonicMs: 0,
    silenceMs: 0,
    subscribed: true,
  })
}

export function fromOffice(): Partial<User> {
  return { origin: OFFICE }
}
