import type { z } from 'zod'
import { dataSchemaOf } from './payloads.ts'
import { CHANNELS, isRigChannel, parseTopic, type TopicAddress, topicOf } from './topics.ts'

/** All that follows from where a message belongs. */
export interface Route {
  readonly address: TopicAddress
  readonly topic: string
  readonly retained: boolean
  /** `source` of the CloudEvent: whose topic it is. */
  readonly source: string
  /** `type` of the CloudEvent: dotted, while topics have no dots. */
  readonly type: string
  readonly data: z.ZodType
}

/** Throws TypeError where there is no such topic, event or command. */
export function routeOf(prefix: string, address: TopicAddress): Route {
  const { site, device, channel, name } = address
  const key = `${prefix}/${site}/${device}/${channel}/${name ?? ''}`
  const known = byAddress.get(key)
  if (known !== undefined) return known
  const route = makeRoute(prefix, topicOf(prefix, address))
  if (route === undefined) throw new TypeError(`there is no ${channel} ${name ?? ''}`)
  return kept(byAddress, key, route)
}

/** `undefined` where there is no such topic, event or command. */
export function routeOfTopic(prefix: string, topic: string): Route | undefined {
  const key = `${prefix}\n${topic}`
  const known = byTopic.get(key)
  if (known !== undefined) return known
  const route = makeRoute(prefix, topic)
  return route && kept(byTopic, key, route)
}

function makeRoute(prefix: string, topic: string): Route | undefined {
  const address = parseTopic(prefix, topic)
  if (address === undefined) return undefined
  const { site, device, channel, name } = address
  const data = dataSchemaOf(channel, name)
  if (data === undefined) return undefined
  return {
    address,
    topic,
    data,
    retained: CHANNELS[channel].retained,
    source: isRigChannel(channel) ? `/${prefix}` : `/${prefix}/${site}/${device}`,
    type: name === undefined ? `loxrig.${channel}` : `loxrig.${channel}.${name}`,
  }
}

/** A rig has a fixed set of topics, each used for ever; what is more than that is somebody making them up. */
const KEPT_MAX = 100_000
const byAddress = new Map<string, Route>()
const byTopic = new Map<string, Route>()

function kept(routes: Map<string, Route>, key: string, route: Route): Route {
  if (routes.size >= KEPT_MAX) routes.clear()
  routes.set(key, route)
  return route
}
