import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setApiState } from '../../sim/domain/miniserver/api/values.ts'
import type { Effect } from '../../sim/domain/miniserver/effect.ts'
import type { Input, UntimedInput } from '../../sim/domain/miniserver/input.ts'
import type { MiniserverState } from '../../sim/domain/miniserver/state.ts'
import { stepMiniserver } from '../../sim/domain/miniserver/step.ts'
import { type ApiServer, openApiServer } from '../../sim/io/api-server.ts'
import type { ApiServerOptions } from '../../sim/io/api-server-options.ts'
import { listen } from '../../sim/io/listen.ts'
import { LiveClock } from '../../sim/io/live-clock.ts'
import { rsaKeys } from '../../sim/io/rsa-keys.ts'
import type { Clock } from '../../sim/ports/clock.ts'
import { anEnv, SERIAL } from '../domain/miniserver/api/a-miniserver.ts'

export interface ApiMiniserver extends AsyncDisposable {
  readonly host: string
  readonly port: number
  readonly server: ApiServer
  /** A block publishes a state. */
  publish(control: string, name: string, value: number | string): void
  /** Off, as while it restarts: the API answers 503. */
  running: boolean
}

/** A Miniserver that is nothing but its public API: the real steps behind the real server, on a port of this machine. */
export async function startApiMiniserver(
  state: MiniserverState,
  options: { readonly clock?: Clock; readonly fallback?: ApiServerOptions['fallback'] } = {},
): Promise<ApiMiniserver> {
  const directory = await mkdtemp(join(tmpdir(), 'loxrig-api-'))
  const live = new LiveClock()
  const clock = options.clock ?? live.clock('home')
  const env = anEnv()
  const carryOut = (effects: Iterable<Effect>): void => {
    for (const effect of effects) {
      if (effect.type === 'commit') setImmediate(() => carryOut(effect.then))
      else if (effect.type === 'api-reply') server.reply(effect.session, effect.request, effect.reply)
      else if (effect.type === 'api-states') server.states(effect.session, effect.changes)
      else if (effect.type === 'api-close') server.close(effect.session, effect.code, effect.reason)
    }
  }
  const receive = (input: UntimedInput): void =>
    carryOut(stepMiniserver(state, { ...input, at: clock.now() } as Input, env))
  const server = openApiServer({
    receive,
    isRunning: () => miniserver.running,
    clock,
    rsaKeys: rsaKeys(directory, SERIAL),
    ...(options.fallback === undefined ? {} : { fallback: options.fallback }),
  })
  const listener = createServer((socket) => server.serve(socket, 'internal'))
  const port = await listen(listener, { host: '127.0.0.1', port: 0, maxPortTries: 1 })
  const miniserver: ApiMiniserver = {
    host: '127.0.0.1',
    port,
    server,
    running: true,
    publish: (control, name, value) => carryOut(setApiState(state, { control, name, value }, clock.now(), env)),
    async [Symbol.asyncDispose]() {
      listener.close()
      await server[Symbol.asyncDispose]()
      live.stop()
      await rm(directory, { recursive: true })
    },
  }
  return miniserver
}
