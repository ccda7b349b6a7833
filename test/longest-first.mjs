import Sequencer from '@jest/test-sequencer';

const LONGEST = /\/(start\.flow|kafka-client-\w+\.int)\.spec\.ts$/;

/**
 * Jest begins with what took longest the last time. Where there was none it goes by the length of the file, and would keep
 * the longest, whose cases are elsewhere, to the end, when nothing is left to run beside them.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter(test => !isLong(test))];
  }
}

const isLong = ({ path }) => LONGEST.test(path);
