<#
.SYNOPSIS
Removes the Windows service or scheduled task that install-service.ps1 made, and nothing else.

.DESCRIPTION
For Windows PowerShell 5.1 and PowerShell 7, started as administrator. Settings, data, logs and secrets stay: in the data
there may be rows that wait for the database.

.PARAMETER InstallDir
Folder that install-service.ps1 installed into.

.PARAMETER RemoveData
Removes settings, data, logs and secrets, too.

.PARAMETER Language
en or de. Without it, the language of Windows.

.PARAMETER Force
Answers its question with yes.

.EXAMPLE
.\uninstall-service.ps1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $InstallDir = (Join-Path $env:ProgramFiles 'rooms-sync-notification'),
    [switch] $RemoveData,
    [ValidateSet('en', 'de')] [string] $Language,
    [switch] $Force
)

Set-StrictMode -Version 1.0
$ErrorActionPreference = 'Stop'
# Programs say by their exit code how they ended, and it is looked at; newer versions would throw in between.
$PSNativeCommandUseErrorActionPreference = $false

$parts = Join-Path (Split-Path -Parent $PSScriptRoot) 'iis\install'
foreach ($part in @('say', 'manifest', 'checks', 'rights', 'event-source', 'undo')) {
    . (Join-Path $parts "$part.ps1")
}
. (Join-Path $PSScriptRoot 'service.ps1')

try {
    Import-InstallText $parts $Language
    $script:AnswerYes = [bool] $Force
    Assert-Windows
    Assert-Elevated
    $InstallDir = Resolve-FullPath $InstallDir
    $manifest = Read-Manifest $InstallDir
    Confirm-Foreign 'ConfirmUninstall' @($InstallDir)
    Assert-Installed $InstallDir $manifest
    Get-MadeName $manifest 'service' | ForEach-Object { Stop-Own $_ $false }
    Get-MadeName $manifest 'task' | ForEach-Object { Stop-Own $_ $true }
    Revoke-AllGrant $InstallDir $manifest
    foreach ($name in Get-MadeName $manifest 'service') {
        Remove-Own $InstallDir $manifest $name $false
    }
    foreach ($name in Get-MadeName $manifest 'task') {
        Remove-Own $InstallDir $manifest $name $true
    }
    Remove-Belonging $InstallDir $manifest ([bool] $RemoveData)
    exit 0
} catch {
    Write-Host $_.Exception.Message -ForegroundColor Red
    if ($_.Exception -isnot [System.InvalidOperationException]) {
        # Nothing that was foreseen: where it happened, for whoever is asked about it.
        Write-Host $_.ScriptStackTrace
    }
    exit 1
}
