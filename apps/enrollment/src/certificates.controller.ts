import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AccessToken, Allow, IdempotencyKey, Public, type RequestKey } from '#platform';
import { CorrectAttendance, CorrectAttendanceHandler } from './use-cases/correct-attendance.js';
import { PrintCertificates, PrintCertificatesHandler } from './use-cases/print-certificates.js';
import { RevokeCertificate, RevokeCertificateHandler } from './use-cases/revoke-certificate.js';
import { VerifyCertificateHandler } from './use-cases/verify-certificate.js';

@ApiTags('certificates')
@Controller('v1')
export class CertificatesController {
  constructor(
    private readonly revoke: RevokeCertificateHandler,
    private readonly verify: VerifyCertificateHandler,
    private readonly correct: CorrectAttendanceHandler,
    private readonly print: PrintCertificatesHandler,
  ) {}

  @Get('certificate-numbers/:number')
  @Public()
  @ApiOperation({
    summary: 'Whether a certificate of this number is genuine and still good; says nothing of its holder',
  })
  verification(@Param('number') number: string) {
    return this.verify.execute(number);
  }

  @Post('certificates/:id/revocation')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Make a certificate void; what it answered is owed again' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  revocation(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevokeCertificate,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.revoke.execute(id, body, key);
  }

  @Post('classes/:id/certificate-documents')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The certificates of a class as PDF files in a ZIP, with the names that the registry has' })
  @ApiProduces('application/zip')
  async documents(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PrintCertificates,
    @AccessToken() token: string,
  ) {
    return new StreamableFile(await this.print.execute(id, body, token), {
      type: 'application/zip',
      disposition: `attachment; filename="certificates-${id}.zip"`,
    });
  }

  @Post('attendances/corrections')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Turn a mark round, with the reason; certificate and duties follow' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  correction(@Body() body: CorrectAttendance, @IdempotencyKey() key: RequestKey) {
    return this.correct.execute(body, key);
  }
}
