import type { MiniserverState } from '../../sim/domain/miniserver/state.ts'
import { memberInfo } from '../../sim/domain/trust/lifecycle.ts'
import { uuidOf } from './a-program.ts'

/** Puts a unit, as it runs, into a Trust `Family` that another manages. */
export function shareTrust({ program, identity }: MiniserverState, manager: string, name: string): void {
  const self = memberInfo(identity)
  const members = [self, { ...self, serial: manager, name }].map(
    (info) => ({ serial: info.serial, state: 'finalized', info }) as const,
  )
  const trustUuid = uuidOf('trust', 'Family')
  program.trusts.set(trustUuid, { trustUuid, name: 'Family', manager, epoch: 1, members })
}
