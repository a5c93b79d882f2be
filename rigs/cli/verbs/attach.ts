import type { Command } from 'commander'
import { RigError } from '../../../sim/domain/errors.ts'
import { addLearn, addList } from '../attach-learn.ts'
import { connect } from '../connect.ts'
import { addLineOptions, type LineOptions, linesOf } from '../line-options.ts'
import { printResult } from '../output.ts'
import type { Terminal } from '../terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

const NO_FEEDBACK = 'It shows no outcome: no command for an LED or beeper of such a reader is known.'

const NO_PORT =
  'say which port: its path, such as /dev/ttyUSB0, or --serial-number, --vendor-id or --product-id; npx loxrig attach list shows what is there'

interface AttachOptions extends RigOption, JsonOption {
  readonly name?: string
  readonly serial?: string
  readonly slot?: string
}

interface SerialOptions extends RigOption, JsonOption, LineOptions {
  readonly serialNumber?: string
  readonly vendorId?: string
  readonly productId?: string
}

export const attach: Verb = (program, terminal) => {
  const group = program.command('attach').description('put a real reader in the place of a simulated source')
  group
    .command('pcsc')
    .description('attach a PC/SC reader; returns when it is open. The running rig holds it')
    .argument('<reader>', 'a keypad: home/front-door')
    .option('--name <part>', "part of the PC/SC reader's name (default: the only one there is)")
    .option('--serial <number>', 'its serial number, which some drivers put into the name, in parentheses')
    .option('--slot <numbers>', 'the numbers at the end of its name: "00 01"')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, options: AttachOptions) => {
      const { call } = await connect(terminal, options)
      const { name, serial, slot } = options
      const answer = await call('attach', {
        ...{ reader, source: 'pcsc' },
        ...(name !== undefined && { name }),
        ...(serial !== undefined && { serial }),
        ...(slot !== undefined && { slot }),
      })
      const lines = [`${answer.reader} reads with ${answer.name}. Lay a card on it.`]
      printResult(terminal, options, answer, answer.feedback ? lines : [...lines, NO_FEEDBACK])
    })
  addSerial(group, terminal)
  addLearn(group, terminal)
  addList(group, terminal)
}

export const detach: Verb = (program, terminal) => {
  program
    .command('detach')
    .description('give a place back to its simulated source')
    .argument('<reader>', 'where a real reader is attached: home/front-door')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, options: RigOption & JsonOption) => {
      const { call } = await connect(terminal, options)
      const answer = await call('detach', { reader })
      printResult(terminal, options, answer, [`${answer.reader} is simulated again.`])
    })
}

function addSerial(group: Command, terminal: Terminal): void {
  const serial = group
    .command('serial')
    .description('attach a reader on a serial port; at an iButton reader without --line a 1-Wire adapter (DS9097U)')
    .argument('<reader>', 'a keypad, an iButton reader or an external reader: home/side-door')
    .argument('[path]', 'device file: /dev/ttyUSB0, or better its name in /dev/serial/by-id; or what USB says of it:')
    .option('--serial-number <number>', 'the port by the USB serial number of its adapter, wherever it is plugged in')
    .option('--vendor-id <hex>', 'the port by the USB vendor of its adapter: 0403')
    .option('--product-id <hex>', 'likewise, its product: 6001')
  addLineOptions(serial)
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, path: string | undefined, options: SerialOptions) => {
      const usb = usbOf(options)
      if (path === undefined && usb === undefined) throw new RigError('USAGE', NO_PORT)
      const { call } = await connect(terminal, options)
      const answer = await call('attach', {
        ...{ reader, source: 'serial' },
        ...(path !== undefined && { path }),
        ...(usb !== undefined && { usb }),
        ...linesOf(options),
      })
      printResult(terminal, options, answer, [`${answer.reader} reads with ${answer.name}. Present something to it.`])
    })
}

/** Whatever is said of its adapter names the port. */
function usbOf({ serialNumber, vendorId, productId }: SerialOptions) {
  const said = {
    ...(serialNumber !== undefined && { serialNumber }),
    ...(vendorId !== undefined && { vendorId }),
    ...(productId !== undefined && { productId }),
  }
  return Object.keys(said).length === 0 ? undefined : said
}
