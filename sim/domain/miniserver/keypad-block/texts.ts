import { nameWithHost } from '../../access/labels.ts'
import type { User } from '../../program/program.ts'
import { localText } from '../api/local-text.ts'
import type { Moment } from '../moment.ts'
import { origins } from '../origins.ts'
import type { MiniserverState } from '../state.ts'
import type { Verdict } from '../verdict.ts'

/**
 * What the outputs of a block say of who was let in (§3.6.2), by terminal. Where several people have the code or tag, nobody is
 * named (P-45); of a Trust user the names carry the host.
 */
export function textsOf(
  state: MiniserverState,
  verdict: Verdict,
  { env }: Moment,
): Readonly<Record<string, string | number>> {
  const { decision, own, atMs, output = 0 } = verdict
  const user = decision.user === undefined ? undefined : state.program.users.get(decision.user)
  const time = localText(atMs, env.zone)
  const ula = user === undefined ? (own?.name ?? '') : user.nfcCodeTouchId || user.name
  return {
    Cla: [time, ula, outputName(verdict)].filter((part) => part !== '').join(', '),
    Ula: ula,
    Nlo: output,
    Tla: time,
    Nco: output,
    Unla: user === undefined ? '' : nameWithHost(user, origins(state)),
    Uidla: user === undefined ? '' : userId(state, user),
  }
}

function outputName({ block, output = 0 }: Verdict): string {
  if (block?.kind !== 'authentication-nfc-code-touch') return ''
  return block.outputs.find((each) => each.output === output)?.name ?? String(output)
}

function userId(state: MiniserverState, { uniqueUserId, origin }: User): string {
  if (uniqueUserId === undefined || origin === undefined) return uniqueUserId ?? ''
  return `${uniqueUserId}@${origins(state).name(origin)}`
}
