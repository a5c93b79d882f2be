import type { IntercomBlock } from '../../intercom/bell.ts'
import type { Control, IntercomControl } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'

/** Whether a control has any, which the structure file announces (docs/miniserver-protocol.md §2.6). */
export function hasSecuredDetails(control: Control): control is IntercomControl & { readonly address: string } {
  return control.kind === 'intercom' && control.version === 1 && control.address !== undefined
}

/**
 * `securedDetails` of a first Intercom: where picture and sound are, and a login made for it (P-262). Only over TLS or encrypted, else 403;
 * `undefined` where it has none.
 */
export function securedDetails(context: ApiContext, block: IntercomBlock): Effect[] | undefined {
  if (!hasSecuredDetails(block)) return undefined
  if (context.isReadable === true) {
    return [reply(context, 403, 'TLS_REQUIRED: ask for it over TLS or encrypted')]
  }
  const { address, uuid } = block
  const { state, env } = context
  const pass = env.hmac('SHA256', state.api.tokenKey, `intercom/${uuid}`).slice(0, PASSWORD_LENGTH)
  const login = { user: 'intercom', pass }
  const [host] = address.split(':')
  const videoInfo = { alertImage: `http://${address}/jpg/image.jpg`, streamUrl: `http://${address}/mjpg/video.mjpg` }
  return [reply(context, 200, { videoInfo: { ...videoInfo, ...login }, audioInfo: { host, ...login } })]
}

const PASSWORD_LENGTH = 24
