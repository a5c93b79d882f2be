import { z } from 'zod'
import { cloudEventOf, PAYLOAD_MAX } from '../../sim/protocol/bus/cloud-event.ts'
import type { Channel } from '../../sim/protocol/bus/message.ts'
import { COMMANDS, EVENTS, PLAIN } from '../../sim/protocol/bus/payloads.ts'
import { CHANNELS, isRigChannel } from '../../sim/protocol/bus/topics.ts'

interface Described {
  readonly data: z.ZodType
  readonly summary: string
}

/** The bus as an AsyncAPI 3.0 document, from the topic table and the schemas that both ends check with. */
export function asyncApiDocument(version: string): object {
  const channels = Object.keys(CHANNELS) as Channel[]
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'loxrig bus',
      version,
      description: `MQTT 3.1.1, QoS 1, CloudEvents 1.0 in structured mode, payloads up to ${PAYLOAD_MAX} bytes. Levels of a topic are a-z, 0-9, - and $. Not affiliated with Loxone.`,
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      rig: {
        host: '127.0.0.1:1883',
        protocol: 'mqtt',
        protocolVersion: '3.1.1',
        description: "The rig's broker; the rig card has its address and the observer's login.",
        security: [{ $ref: '#/components/securitySchemes/login' }],
      },
    },
    channels: Object.fromEntries(channels.map((channel) => [keyOf(channel), channelObject(channel)])),
    operations: Object.fromEntries(channels.map((channel) => [`publish-${keyOf(channel)}`, operationObject(channel)])),
    components: {
      messages: Object.fromEntries(
        channels.flatMap((channel) =>
          messagesOf(channel).map(([key, type, described]) => [key, messageObject(type, described)]),
        ),
      ),
      securitySchemes: { login: { type: 'userPassword', description: 'Each device logs in with its own credential.' } },
    },
  }
}

function channelObject(channel: Channel): object {
  const { retained, named } = CHANNELS[channel]
  const levels = isRigChannel(channel) ? [] : ['{site}', '{device}']
  const name = named ? [isFree(channel) ? '{name}' : '{type}'] : []
  const parameters = Object.fromEntries(
    [...levels, ...name]
      .map((level) => level.slice(1, -1))
      .map((level) => [level, { description: PARAMETERS[level] ?? '' }]),
  )
  return {
    address: ['loxrig', '{rig}', ...levels, channel, ...name].join('/'),
    parameters: { rig: { description: PARAMETERS.rig }, ...parameters },
    messages: Object.fromEntries(messagesOf(channel).map(([key]) => [key, { $ref: `#/components/messages/${key}` }])),
    bindings: { mqtt: { bindingVersion: '0.2.0' } },
    ...(retained && { description: 'Retained.' }),
  }
}

const PARAMETERS: Readonly<Record<string, string>> = {
  rig: "The rig's name",
  site: 'The site; one Miniserver per site',
  device: "The device's name at its site; the Miniserver's own device is `miniserver`",
  type: 'The message, as in its `type` attribute',
  name: 'The name of the state or notice',
}

function operationObject(channel: Channel): object {
  const { retained, by } = CHANNELS[channel]
  return {
    action: 'send',
    channel: { $ref: `#/channels/${keyOf(channel)}` },
    summary: `Published by: ${by}.`,
    bindings: { mqtt: { qos: 1, retain: retained, bindingVersion: '0.2.0' } },
    messages: messagesOf(channel).map(([key]) => ({ $ref: `#/channels/${keyOf(channel)}/messages/${key}` })),
  }
}

/** Key, `type` attribute (undefined where the topic names it freely) and description of each message of a channel. */
function messagesOf(channel: Channel): [string, string | undefined, Described][] {
  if (channel === 'event' || channel === 'command') {
    const table: Readonly<Record<string, Described>> = channel === 'event' ? EVENTS : COMMANDS
    return Object.entries(table).map(([name, described]) => [
      `${channel}-${name}`,
      `loxrig.${channel}.${name}`,
      described,
    ])
  }
  return [[keyOf(channel), isFree(channel) ? undefined : `loxrig.${channel}`, PLAIN[channel]]]
}

function messageObject(type: string | undefined, { data, summary }: Described): object {
  const event = cloudEventOf(data)
  const typed = type === undefined ? event : event.extend({ type: z.literal(type) })
  const { $schema: _, ...payload } = z.toJSONSchema(typed, { target: 'draft-7' })
  return { summary, contentType: 'application/cloudevents+json', payload }
}

/** Whether the name in the topic is the publisher's own choice. */
function isFree(channel: Channel): boolean {
  return channel === 'state' || channel === 'notice'
}

/** Keys of an AsyncAPI document have no `$`. */
function keyOf(channel: Channel): string {
  return channel.startsWith('$') ? `${isRigChannel(channel) ? '' : 'device-'}${channel.slice(1)}` : channel
}
