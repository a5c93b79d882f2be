import { resolve } from 'node:path'
import { RigError } from '../../../sim/domain/errors.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface Options extends RigOption, JsonOption {
  readonly link?: string
  readonly close?: true
}

export const adapter: Verb = (program, terminal) => {
  program
    .command('adapter')
    .description('let other programs read simulated iButtons: a DS9097U at a device file. The running rig holds it')
    .argument('<device>', 'a 1-Wire Extension: home/one-wire')
    .option('--link <path>', 'where the device file shall be: /tmp/ds9097u')
    .option('--close', 'remove it')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (device: string, options: Options) => {
      const { link, close } = options
      if ((link === undefined) === (close === undefined)) {
        throw new RigError('USAGE', 'say where the device file shall be with --link PATH, or --close')
      }
      const { call } = await connect(terminal, options)
      if (link === undefined) {
        const closed = await call('adapter-close', { device })
        return printResult(terminal, options, closed, [`${closed.device} has no adapter any more.`])
      }
      const opened = await call('adapter', { device, link: resolve(terminal.folder, link) })
      printResult(terminal, options, opened, [
        `${opened.device} is a DS9097U at ${opened.link}, as long as the rig runs. Programs for such adapters read it:`,
        `  digitemp_DS9097U -w -s ${opened.link}`,
        `  owserver -d ${opened.link}`,
      ])
    })
}
