import { randomUUID } from 'node:crypto'
import { connectAsync } from 'mqtt'
import { onTestFinished } from 'vitest'
import type { LiveEstate } from '../../rigs/lanes/live/estate.ts'

interface StrikeState {
  readonly isRetained: boolean
  readonly value: unknown
}

/** What a client of MQTT that knows nothing of loxrig sees of the strike at Home's front door, from now on. */
export async function strikeStates({ bus }: LiveEstate): Promise<StrikeState[]> {
  const { url, username, password, prefix } = bus
  const client = await connectAsync(url, { username, password, clientId: `observer-${randomUUID()}` })
  onTestFinished(() => client.endAsync(true))
  const seen: StrikeState[] = []
  client.on('message', (_topic, payload, { retain }) => {
    seen.push({ isRetained: retain, value: JSON.parse(payload.toString()).data.value })
  })
  await client.subscribeAsync(`${prefix}/home/front-door/state/o1`, { qos: 1 })
  return seen
}
