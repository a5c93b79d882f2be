import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { namedBy } from '../../../sim/domain/miniserver/own-name.ts'
import type { Identity } from '../../../sim/domain/miniserver/state.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { trustStatusAnswer } from '../../../sim/protocol/control/answers.ts'
import type { Estate } from '../../estate.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { callerAt } from '../callers.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { localText } from '../instants.ts'
import { runningProgram } from '../plane.ts'
import { zoneOf } from './time.ts'

const state = z.union([z.boolean(), z.number(), z.string(), z.null()])

const deviceOutput = z.strictObject({
  device: z.string().describe('`home/front-door`'),
  kind: z.string(),
  placement: z.string(),
  state: z.enum(['init', 'ready', 'lost', 'disconnected', 'unknown']),
  source: z.string().optional().describe('Where its credentials come from: `simulated`, `pcsc`, `serial`'),
  attached: z.string().optional().describe('Name of the real reader in its place'),
  reads: z.boolean().optional().describe('Whether that reader is there now, or lost'),
  adapter: z.string().optional().describe('Device file of the simulated DS9097U through which other programs read it'),
  states: z.record(z.string(), state).describe('What it last said is: outputs, bell, deviceState …'),
})

const miniserverOutput = z.strictObject({
  site: z.string(),
  name: z.string(),
  serial: z.string(),
  miniserverType: z.int(),
  firmware: z.string(),
  local: z.string().describe('What its clock shows'),
  internal: z.strictObject({ http: z.string(), https: z.string().optional() }).optional(),
  external: z.strictObject({ https: z.string() }).optional(),
  rev: z.int().optional().describe('Revision of the program that runs; absent while it does not answer'),
  fault: z.string().optional().describe('Why it does not answer'),
  trusts: trustStatusAnswer,
  documents: z.array(z.strictObject({ document: z.string(), rev: z.int(), edits: z.int() })),
})

export const status = rigCommand({
  name: 'status',
  summary: 'Shows what runs: Miniservers, their programs, Trusts and documents, devices and what they last said',
  input: z.strictObject({}),
  output: z.strictObject({
    rig: z.string(),
    lane: z.enum(['virtual', 'live', 'containers']),
    miniservers: z.array(miniserverOutput),
    devices: z.array(deviceOutput),
  }),
  run: async (context) => {
    const { file, lane } = context.estate
    const miniservers = await Promise.all(Object.keys(file.sites).map((site) => miniserver(context, site)))
    return { rig: file.rig, lane, miniservers, devices: devices(context) }
  },
})

async function miniserver({ estate, documents }: RigContext, site: string): Promise<z.output<typeof miniserverOutput>> {
  const identity = identityOf(estate.file, site)
  const { serial, name, miniserverType, firmware } = identity
  const open = documents.list().filter((each) => each.site === site)
  return {
    ...{ site, name, serial, miniserverType, firmware },
    local: localText(zoneOf(estate, site), estate.clock.now(site).wallMs),
    ...estate.addresses.get(site),
    ...(await running(estate, identity)),
    documents: open.map(({ name, program, edits }) => ({ document: name, rev: program.rev, edits })),
  }
}

/** A Miniserver that does not answer is part of what is shown, not a failure of the command. */
async function running(estate: Estate, identity: Identity) {
  const { site } = identity
  try {
    const program = await runningProgram(estate, site)
    const { rev } = program
    const { name } = namedBy(program, identity, identity.name)
    const trusts = await estate.control(site, callerAt(estate, site), { type: 'trust-status' })
    return { name, rev, trusts: trustStatusAnswer.parse(trusts) }
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return { fault: error.message, trusts: [] }
  }
}

type Device = z.output<typeof deviceOutput>

/** From the retained topics. What only bears states is a reader of a 1-Wire Extension: it has no presence of its own. */
function devices({ estate, attachments, adapters }: RigContext): Device[] {
  const found = new Map<string, Device>()
  for (const message of estate.retained()) {
    if (message.site === '') continue
    const device = `${message.site}/${message.device}`
    found.set(device, { ...(found.get(device) ?? blank(device)), ...said(message, found.get(device)) })
  }
  for (const { slot, source, name, state } of attachments.list()) {
    const device = `${slot.site}/${slot.reader}`
    found.set(device, { ...(found.get(device) ?? blank(device)), source, attached: name, reads: state === 'open' })
  }
  for (const { extension, link } of adapters.list()) {
    const device = `${extension.site}/${extension.device}`
    found.set(device, { ...(found.get(device) ?? blank(device)), adapter: link })
  }
  return [...found.values()].sort((a, b) => (a.device < b.device ? -1 : 1))
}

function blank(device: string): Device {
  return { device, kind: 'reader', placement: 'in-process', state: 'unknown', states: {} }
}

function said(message: BusMessage, before: Device | undefined): Partial<Device> {
  switch (message.channel) {
    case '$state':
      return { state: message.data }
    case '$description': {
      const { kind, placement, source } = message.data
      return { kind, placement, ...(source !== undefined && { source }) }
    }
    case 'state':
      return { states: { ...before?.states, [message.name]: message.data.value } }
    default:
      return {}
  }
}
