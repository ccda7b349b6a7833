import { explore } from '../model/explore.js';
import { protocol, SOUND } from '../model/protocol.js';
import { sound } from './oracle.js';
import type { Result } from './run.js';

export interface Totals {
  seed: number;
  mode: string;
  results: Result[];
  seconds: number;
}

/** Figures of the whole run, the model's included when it was asked. */
export function totals({ results }: Totals): {
  kills: number;
  lost: number;
  duplicated: number;
  wrong: number;
  commands: number;
  sent: number;
} {
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  const commands = sum(result => result.commands);
  return {
    kills: sum(({ kills }) => kills),
    lost: sum(({ verdict }) => verdict.lost),
    duplicated: sum(({ verdict }) => verdict.duplicated),
    wrong: results.filter(({ verdict }) => !sound(verdict)).length,
    commands,
    sent: sum(result => result.amplification * result.commands) / commands,
  };
}

/** The page docs/crash-report.md, written by the full run. */
export function reportPage(run: Totals): string {
  const { kills, lost, duplicated, wrong, commands, sent } = totals(run);
  const { states, ends, counterexample } = explore(protocol(SOUND));
  const row = ({ name, kills: killed, commands: count, amplification, verdict }: Result): string =>
    `| ${name} | ${killed} | ${count} | ${amplification.toFixed(2)} | ${verdict.lost} | ${verdict.duplicated} | ${verdict.disordered} |`;
  return `# Crash report

Written by \`npm run crash\` (seed ${run.seed}, ${run.seconds.toFixed(0)} s); do not edit. \`npm run crash -- --seed ${run.seed}\` plays the
same kills again. What the columns mean, and what is promised, stands in \`docs/messaging.md\`.

**${kills} kills in ${run.results.length} cases, ${commands} commands: ${lost} lost, ${duplicated} duplicated, ${wrong} cases wrong; each message was sent ${sent.toFixed(2)} times on average.**

The model of the protocol: ${states.toLocaleString('en')} states, ${ends} ways to end, ${counterexample ? `WRONG: ${counterexample.wrong}` : 'nothing lost, doubled or out of order in any of them'}.

| what happened | kills | commands | sent × | lost | duplicated | out of order |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${run.results.map(row).join('\n')}
`;
}
