import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { connectAsync, type MqttClient } from 'mqtt'
import { OUTPUT, PREFIX, type Ready, type Said, type Sent } from './tapped.ts'

/** A process in which taps happen, and the observer of its bus, which is in this process. Disposing it ends both. */
export interface TapProcess extends AsyncDisposable {
  /** Taps once; microseconds from the keypad's publish to the observer's receipt of the output state. */
  tap(): Promise<number>
  /** Taps once; what somebody who reads everything received, in its order. */
  record(): Promise<Sent[]>
}

/** Starts `rig.ts` or `ping.ts` of this folder. */
export async function tapProcess(file: 'rig.ts' | 'ping.ts', args: readonly string[]): Promise<TapProcess> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const bus = await said(child, 'ready')
  const observer = await observe(bus, 'bench', OUTPUT)
  const tap = async () => {
    const received = switchedOn(observer)
    const tapped = said(child, 'tapped')
    child.send('tap')
    const { publishedNs } = await tapped
    return Number((await received) - BigInt(publishedNs)) / 1_000
  }
  return {
    tap,
    async record() {
      const messages: Sent[] = []
      const everything = await observe(bus, 'bench-record', `${PREFIX}/#`)
      everything.on('message', (topic, payload, { retain: isKept }) => {
        if (!isKept) messages.push({ topic, payload: payload.toString(), retain: topic.includes('/state/') })
      })
      await tap()
      await everything.endAsync()
      return messages
    },
    async [Symbol.asyncDispose]() {
      await observer.endAsync()
      child.disconnect()
      await ended
    },
  }
}

async function observe({ url, username, password }: Ready, clientId: string, topic: string): Promise<MqttClient> {
  const observer = await connectAsync(url, {
    username,
    password,
    clientId,
    protocolVersion: 4,
    reschedulePings: false,
    reconnectPeriod: 0,
  })
  if (observer.stream instanceof Socket) observer.stream.setNoDelay(true)
  await observer.subscribeAsync(topic, { qos: 1 })
  return observer
}

/** When the observer is next told that the output is on. */
function switchedOn(observer: MqttClient): Promise<bigint> {
  return new Promise((resolve) => {
    const see = (topic: string, payload: Buffer): void => {
      const atNs = process.hrtime.bigint()
      if (topic !== OUTPUT || !payload.includes('"data":{"value":true}')) return
      observer.off('message', see)
      resolve(atNs)
    }
    observer.on('message', see)
  })
}

function said<Type extends Said['type']>(child: ChildProcess, type: Type): Promise<Said & { type: Type }> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`a process of the bench ended before it was ${type}`))
    child.once('exit', ended)
    child.once('message', (message: Said) => {
      child.off('exit', ended)
      resolve(message as Said & { type: Type })
    })
  })
}
