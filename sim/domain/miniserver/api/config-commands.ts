import { type ApiHandler, reply } from './context.ts'
import { issueKey, sessionRing } from './one-time-keys.ts'

/** What `cfg/api` and `cfg/apiKey` tell everybody; the protocol layer spells it in its own quotes (docs/miniserver-protocol.md §1.1). */
export interface ApiInfo {
  readonly snr: string
  readonly version: string
  readonly key?: string
  readonly hasEventSlots: boolean
  readonly isInTrust: boolean
  readonly local: boolean
  readonly httpsStatus?: 1
}

const GEN_1 = 0

export const config: ApiHandler<'config'> = (context, { name }) => {
  const { state, session } = context
  const { firmware, serial, miniserverType } = state.identity
  if (name === 'version') return [reply(context, 200, firmware)]
  const info: ApiInfo = {
    snr: serial.match(/../g)?.join(':') ?? serial,
    version: firmware,
    ...(name === 'apiKey' ? { key: issueKey(context, sessionRing(context)) } : {}),
    hasEventSlots: true,
    isInTrust: state.program.trusts.size > 0,
    local: session.scope === 'internal',
    ...(miniserverType === GEN_1 ? {} : { httpsStatus: 1 }),
  }
  return [reply(context, 200, info)]
}
