import { Agent, request } from 'node:https'
import type { PeerCertificate } from 'node:tls'
import { RigError } from '../../sim/domain/errors.ts'
import type { ControlCommand } from '../../sim/domain/miniserver/control/command.ts'
import type { Caller } from '../../sim/domain/miniserver/input.ts'
import type { Serial } from '../../sim/domain/program/names.ts'
import { encodeControlCommand } from '../../sim/protocol/control/parse.ts'
import type { MiniserverAddresses } from '../estate.ts'
import { errorOf } from './errors.ts'

export interface MiniserverClientOptions {
  readonly site: string
  /** What its certificate must bear, wherever it answers: ports move. */
  readonly serial: Serial
  readonly addresses: MiniserverAddresses
  /** PEM of the rig's device CA. */
  readonly ca: string
}

export interface MiniserverClient extends AsyncDisposable {
  /**
   * Asks the Miniserver's control API, through the listener of the caller's scope. Refusals are thrown as RigErrors with its code
   * and sentence; DEVICE_OFFLINE where nobody answers, CERT_MISMATCH where somebody else does, DEADLINE where the answer does
   * not come, HTTPS_PORT_REQUIRED where there is no such listener.
   */
  control(caller: Caller, command: ControlCommand): Promise<unknown>
}

/** A join waits for other units, each of which may take 5 s to fail. */
const ANSWER_DEADLINE_MS = 30_000

/** The control API of one Miniserver over HTTPS, with connections kept. */
export function openMiniserverClient({ site, serial, addresses, ca }: MiniserverClientOptions): MiniserverClient {
  const agent = new Agent({ keepAlive: true, ca })
  return {
    async control(caller, command) {
      const url = caller.scope === 'internal' ? addresses.internal.https : addresses.external?.https
      if (url === undefined) {
        throw new RigError('HTTPS_PORT_REQUIRED', `the Miniserver of ${site} has no ${caller.scope} HTTPS port`)
      }
      const { status, body } = await post({ agent, site, url, serial }, caller, command)
      const answer = parse(body)
      if (status === 200) return answer
      throw errorOf(answer, status)
    },
    async [Symbol.asyncDispose]() {
      agent.destroy()
    },
  }
}

interface Place {
  readonly agent: Agent
  readonly site: string
  readonly url: string
  readonly serial: Serial
}

function post(
  { agent, site, url, serial }: Place,
  { user, password }: Caller,
  command: ControlCommand,
): Promise<{ readonly status: number; readonly body: string }> {
  const body = encodeControlCommand(command)
  const options = {
    agent,
    method: 'POST',
    auth: `${user}:${password}`,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    timeout: ANSWER_DEADLINE_MS,
    checkServerIdentity: (_host: string, { subject }: PeerCertificate) => identityFault(url, serial, subject.CN),
  }
  return new Promise((resolve, reject) => {
    const offline = (cause: Error): void => {
      const sentence = `the Miniserver of ${site} does not answer at ${url}`
      reject(cause instanceof RigError ? cause : new RigError('DEVICE_OFFLINE', sentence, { cause }))
    }
    const sent = request(new URL(`/loxrig/v1/${command.type}`, url), options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', offline)
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    sent.once('timeout', () => sent.destroy(new RigError('DEADLINE', `the Miniserver of ${site} does not answer`)))
    sent.once('error', offline)
    sent.end(body)
  })
}

/** Why whoever answers is not the Miniserver that is meant. The chain to the rig's CA is checked by then. */
export function identityFault(url: string, serial: Serial, answered: unknown): RigError | undefined {
  if (answered === serial) return undefined
  return new RigError('CERT_MISMATCH', `at ${url} answers ${String(answered)} instead of ${serial}`)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // Whoever answered is not a control API; its status says the rest.
    return undefined
  }
}
