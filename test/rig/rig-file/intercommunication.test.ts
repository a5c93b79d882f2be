import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import { findControl } from '../../../sim/domain/program/lookup.ts'
import { hash } from '../../domain/program/a-program.ts'

/** Home, whose controls, wires and remotes these are, and a gate that calls itself so. */
function rigOf(
  controls: readonly string[],
  { wires = '[]', remotes = 'gate: { site: gate }', id = 'home' } = {},
): string {
  return `version: 1
rig: intercommunicating
sites:
  home:
    miniserver: { serial: 504F94A00001, name: Home, timeZone: Europe/Vienna }
    program:
      intercommunication: { id: ${id}, remotes: { ${remotes} } }
      controls:
        Lamp: { kind: switch }
${controls.map((line) => `        ${line}\n`).join('')}      wiring: ${wires}
  gate:
    miniserver: { serial: 504F94A00002, name: Gate, timeZone: Europe/Vienna }
    program:
      intercommunication: { id: gate, remotes: { home: { site: home } } }
  cabin:
    miniserver: { serial: 504F94A00003, name: Cabin, timeZone: Europe/Vienna }
`
}

const BELL_IN = 'Bell: { kind: intercommunication-input, remote: gate, packet: bell }'
const LAMP_OUT = 'Lamp There: { kind: intercommunication-output, remote: gate, packet: lamp }'

const faultsOf = (text: string) =>
  parseRigFile(text, 'rig.yaml').faults.map(
    ({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`,
  )

describe('Network Intercommunication in a rig file', () => {
  test('becomes controls and a setting that can be stored, with remotes by serial or address', () => {
    const remotes = "gate: { site: gate }, node: { address: '127.0.0.1:5000' }"
    const text = rigOf([BELL_IN, 'Who: { kind: intercommunication-output, remote: node, packet: who, value: text }'], {
      remotes,
    })
    const { rig, faults } = parseRigFile(text, 'rig.yaml')
    expect(faults).toEqual([])
    if (rig === undefined) return
    const { program } = buildProgram(rig, 'home', { hash, random: () => '00', codeDigest: (code) => code })
    expect(program.settings.get('intercommunication')).toMatchObject({
      id: 'home',
      remotes: [
        { id: 'gate', at: { serial: '504F94A00002' } },
        { id: 'node', at: { address: '127.0.0.1:5000' } },
      ],
    })
    expect(findControl(program, 'Bell')).toMatchObject({ remote: 'gate', packet: 'bell', value: 'digital' })
    expect(findControl(program, 'Who')).toMatchObject({ remote: 'node', packet: 'who', value: 'text' })
    expect(programToJson(programFromJson(programToJson(program)))).toEqual(programToJson(program))
  })

  test('is wired from inputs and to outputs, with what they carry', () => {
    const wires = (from: string, to: string): string => `[{ from: ${from}, to: ${to} }]`
    const both = [BELL_IN, LAMP_OUT]
    expect(faultsOf(rigOf(both, { wires: wires('Bell.O', 'Lamp There.I') }))).toEqual([])
    expect(faultsOf(rigOf(both, { wires: wires('Lamp.O', 'Bell.I') }))).toEqual([
      expect.stringContaining('NOT_FOUND: "Bell" has no input "I"'),
    ])
    expect(faultsOf(rigOf(both, { wires: wires('Lamp There.O', 'Lamp.I') }))).toEqual([
      expect.stringContaining('NOT_FOUND: "Lamp There" has no output "O"'),
    ])
    const text = BELL_IN.replace('packet: bell', 'packet: bell, value: text')
    expect(faultsOf(rigOf([text, LAMP_OUT], { wires: wires('Bell.O', 'Lamp There.I') }))).toEqual([
      expect.stringContaining('WIRE_TYPE'),
    ])
  })

  test('names remotes that are there, to the letter, and says each packet once', () => {
    expect(faultsOf(rigOf([BELL_IN.replace('gate', 'Gate')]))).toEqual([
      '10:57 NOT_FOUND: There is no remote of Network Intercommunication "Gate". Did you mean "gate"?',
    ])
    expect(faultsOf(rigOf([LAMP_OUT, LAMP_OUT.replace('There', 'Again')]))).toEqual([
      '11:78 NAME_TAKEN: Output "Lamp There" says "lamp" to "gate" already.',
    ])
    expect(faultsOf(rigOf([BELL_IN, BELL_IN.replace('Bell', 'Second')]))).toEqual([])
  })

  test('knows whom it knows: sites that have it and call themselves so, and not itself', () => {
    const of = (remotes: string, id?: string) => faultsOf(rigOf([], { remotes, ...(id !== undefined && { id }) }))
    expect(of('cabin: { site: cabin }')).toEqual(['7:65 NOT_FOUND: "cabin" has no Network Intercommunication.'])
    expect(of('door: { site: gate }')).toEqual(['7:50 INVALID_VALUE: The Miniserver of "gate" calls itself "gate".'])
    expect(of('gate: { site: gatte }')).toEqual([expect.stringMatching(/NOT_FOUND: There is no site "gatte"/)])
    expect(of('self: { site: home }')).toEqual([expect.stringMatching(/INVALID_VALUE: A Miniserver is no remote/)])
    expect(of("home: { address: 'h:1' }")).toEqual([expect.stringMatching(/NAME_TAKEN: "home" is what this/)])
  })

  test('tells once of a remote that is not there, with what else names it', () => {
    const numbers = BELL_IN.replace('Bell', 'Number').replace('packet: bell', 'packet: bsel')
    const gtae = (...lines: string[]) => lines.map((line) => line.replace('remote: gate', 'remote: gtae'))
    expect(faultsOf(rigOf(gtae(BELL_IN, numbers, LAMP_OUT)))).toEqual([
      '10:57 NOT_FOUND: There is no remote of Network Intercommunication "gtae". Did you mean "gate"? "Number" and "Lamp There" name it too.',
    ])
    const without = (text: string) =>
      text.replace('intercommunication: { id: home, remotes: { gate: { site: gate } } }', '')
    expect(
      faultsOf(without(rigOf([BELL_IN, numbers])).replace('remotes: { home: { site: home } }', 'remotes: {}')),
    ).toEqual([
      '10:57 NOT_FOUND: "home" has no Network Intercommunication, so no remote "gate". Give its program intercommunication: { id: …, remotes: { gate: … } }. "Number" names it too.',
    ])
    expect(
      faultsOf(rigOf([BELL_IN, numbers]).replace('id: home, remotes: { gate: { site: gate } }', 'id: home')),
    ).toEqual([expect.stringMatching(/^7:7 MISSING_KEY: "remotes" is missing/)])
  })

  test.each(['h:0', 'h:65536', 'h:', ':61263'])('sends nothing to the address %j', (address) => {
    expect(faultsOf(rigOf([], { remotes: `gate: { site: gate }, node: { address: '${address}' }` }))).toEqual([
      expect.stringMatching(/INVALID_VALUE.*is a host and its UDP port, such as 192.168.1.20:61263/),
    ])
  })

  test('has ids of eight bytes at most', () => {
    expect(faultsOf(rigOf([BELL_IN.replace('bell', 'doorbells')]))).toEqual([
      expect.stringMatching(/^10:71 INVALID_VALUE/),
    ])
    expect(faultsOf(rigOf([BELL_IN.replace('bell', 'glöckchn')]))).toEqual([expect.stringMatching(/8 bytes of UTF-8/)])
    expect(faultsOf(rigOf([], { remotes: 'gate: { address: nowhere }' }))).toEqual([
      expect.stringMatching(/INVALID_VALUE/),
    ])
  })
})
