// One page, as it is printed and signed. The fonts come with pdfmake and know every letter of Vietnamese.
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

export interface PrintedCertificate {
  number: string;
  /** As the registry has it; this service knows no names. */
  fullName: string;
  programme: string;
  skill: string | null;
  startsOn: string;
  endsOn: string;
  issuedOn: string;
  validUntil: string;
}

// Its own types bring those of a browser into the whole program, where they contradict Node's.
interface Printer {
  setFonts(fonts: unknown): void;
  setLocalAccessPolicy(allows: (path: string) => boolean): void;
  setUrlAccessPolicy(allows: (url: string) => boolean): void;
  createPdf(document: object): { getBuffer(): Promise<Buffer> };
}

const require = createRequire(import.meta.url);
const fontsFile = require.resolve('pdfmake/fonts/Roboto.js');
let kept: Printer | undefined;

/** Loaded with the first certificate: it is a fifth of all the code of this service. */
function printer(): Printer {
  if (kept) return kept;
  const loaded = require('pdfmake') as Printer;
  loaded.setFonts(require(fontsFile));
  // A name is data: nothing in it makes the printer read a file or an address.
  loaded.setLocalAccessPolicy(path => path.startsWith(dirname(fontsFile) + sep));
  loaded.setUrlAccessPolicy(() => false);
  return (kept = loaded);
}

const vietnamese = (date: string): string => date.split('-').reverse().join('/');

/** Prints a certificate; letters that come in parts (e, circumflex, dot below) are put together first. */
export function printCertificate(certificate: PrintedCertificate): Promise<Buffer> {
  const { number, fullName, programme, skill, startsOn, endsOn, issuedOn, validUntil } = certificate;
  const name = fullName.normalize('NFC');
  return printer()
    .createPdf({
      info: { title: `Chứng nhận ${number}`, subject: name },
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [72, 72, 72, 72],
      defaultStyle: { font: 'Roboto', fontSize: 14, alignment: 'center' },
      content: [
        { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true },
        { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, margin: [0, 0, 0, 36] },
        { text: 'CHỨNG NHẬN', fontSize: 32, bold: true, margin: [0, 0, 0, 24] },
        { text: name, fontSize: 26, margin: [0, 0, 0, 18] },
        { text: `đã hoàn thành lớp bồi dưỡng từ ngày ${vietnamese(startsOn)} đến ngày ${vietnamese(endsOn)}` },
        { text: `theo ${programme}`, margin: [0, 6, 0, 0] },
        ...(skill ? [{ text: `Kỹ năng: ${skill}`, margin: [0, 6, 0, 0] }] : []),
        {
          text: `Cấp ngày ${vietnamese(issuedOn)}, có giá trị đến ngày ${vietnamese(validUntil)}`,
          margin: [0, 24, 0, 0],
        },
        { text: `Số: ${number}`, bold: true, margin: [0, 6, 0, 0] },
      ],
    })
    .getBuffer();
}
