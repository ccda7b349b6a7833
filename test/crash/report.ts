import type { KafkaClientName } from '#messaging';
import { explore } from '../model/explore.js';
import { protocol, SOUND } from '../model/protocol.js';
import { sound } from './oracle.js';
import type { Result } from './run.js';

/** What came of the run on one Kafka client. */
export interface Totals {
  client: KafkaClientName;
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
export function reportPage(seed: number, runs: Totals[]): string {
  return `# Crash report

Written by \`npm run crash\` (seed ${seed}); do not edit. \`npm run crash -- --seed ${seed}\` plays the same kills again. What the
columns mean, and what is promised, stands in \`docs/messaging.md\`.

The model of the protocol, every state of it:

- with a crash, a rebalance and a rollback: ${modelled({ crashes: 1, rebalances: 1, rollbacks: 1 })};
- with a topic that loses messages, a republication and age: ${modelled({ cuts: 1, republications: 1, forgets: 2 })}.

${runs.map(chapter).join('\n')}`;
}

function modelled(failures: Parameters<typeof protocol>[1]): string {
  const { states, ends, counterexample } = explore(protocol(SOUND, failures));
  const found = counterexample
    ? `WRONG: ${counterexample.wrong}`
    : 'nothing lost, doubled or out of order in any of them';
  return `${states.toLocaleString('en')} states, ${ends} ways to end, ${found}`;
}

function chapter(run: Totals): string {
  const { kills, lost, duplicated, wrong, commands, sent } = totals(run);
  const row = ({ name, kills: killed, commands: count, amplification, verdict }: Result): string =>
    `| ${name} | ${killed} | ${count} | ${amplification.toFixed(2)} | ${verdict.lost} | ${verdict.duplicated} | ${verdict.disordered} |`;
  const plans = run.results.flatMap(({ name, plan }) => (plan ? [`The ${name}: ${plan.join(', ')}.\n`] : []));
  return `## On ${run.client}

**${kills} kills in ${run.results.length} cases, ${commands} commands: ${lost} lost, ${duplicated} duplicated, ${wrong} cases wrong; each message was sent ${sent.toFixed(2)} times on average (${run.seconds.toFixed(0)} s).**

| what happened | kills | commands | sent × | lost | duplicated | out of order |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${run.results.map(row).join('\n')}

${plans.join('\n')}`;
}
