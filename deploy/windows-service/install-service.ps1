<#
.SYNOPSIS
Installs rooms-sync-notification as a Windows service, for IIS as a reverse proxy, or puts the release before back.

.DESCRIPTION
For Windows PowerShell 5.1 and PowerShell 7, started as administrator. WinSW is the service, and runs Node.js; -AsTask
makes a scheduled task instead, which needs no other program. The service has an account of its own, NT SERVICE\ and its
name, listens on this machine only, and writes into its data folder only.

Safe to repeat: what was said once, such as -DataDir, holds for later runs until something else is said. Releases lie
side by side, and the one before runs again where a new one does not come up. What was made is in install-manifest.json
in the installation's folder; uninstall-service.ps1 goes by it.

.PARAMETER WinSW
The file WinSW.NET461.exe of WinSW 2.12, as downloaded. Needed for the first installation.

.PARAMETER WinSWSha256
Its SHA-256, if you have it from a place that you trust: another one is refused.

.PARAMETER AsTask
A scheduled task at the start of Windows, as LOCAL SERVICE, instead of a service.

.PARAMETER ServiceName
Name of the service or task.

.PARAMETER InstallDir
Folder for releases, each in a folder of its own, the wrapper, copies and the manifest.

.PARAMETER DataDir
Folder for settings, data, logs and secrets: on a local disk that is backed up.

.PARAMETER Package
The release as a zip. Without it, the unpacked release that this script lies in. SHA256SUMS beside it is compared.

.PARAMETER NodePath
node.exe of Node.js 24 or newer. Without it, the one in Program Files.

.PARAMETER RoomsConfigDir
Folder with ROOMS's ConnectionStrings.config. Without it, ROOMS's own folders on this machine are looked at.

.PARAMETER ListenPort
Port on 127.0.0.1 that the service listens at.

.PARAMETER AdminPort
Port of the status page on this machine.

.PARAMETER Setting
Further settings for the settings file, as in docs/settings.md. Secrets are refused here.

.PARAMETER AskSqlPassword
Asks for the password of the SQL login, and keeps it in a file that only the service may read.

.PARAMETER NewAdminToken
Makes a token for the status page, and keeps it in a file that only the service and administrators may read.

.PARAMETER Language
en or de. Without it, the language of Windows.

.PARAMETER Force
Answers its questions with yes.

.PARAMETER Rollback
Lets the release before run again.

.EXAMPLE
.\install-service.ps1 -WinSW C:\Temp\WinSW.NET461.exe -WhatIf

.EXAMPLE
.\install-service.ps1 -AsTask
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Install')]
param(
    [Parameter(ParameterSetName = 'Install')] [string] $WinSW,
    [Parameter(ParameterSetName = 'Install')] [string] $WinSWSha256,
    [Parameter(ParameterSetName = 'Install')] [switch] $AsTask,
    [Parameter(ParameterSetName = 'Install')] [string] $ServiceName = 'rooms-sync-notification',
    [string] $InstallDir = (Join-Path $env:ProgramFiles 'rooms-sync-notification'),
    [Parameter(ParameterSetName = 'Install')]
    [string] $DataDir = (Join-Path $env:ProgramData 'rooms-sync-notification'),
    [Parameter(ParameterSetName = 'Install')] [string] $Package,
    [Parameter(ParameterSetName = 'Install')] [string] $NodePath,
    [Parameter(ParameterSetName = 'Install')] [string] $RoomsConfigDir,
    [Parameter(ParameterSetName = 'Install')] [ValidateRange(1, 65535)] [int] $ListenPort = 8080,
    [Parameter(ParameterSetName = 'Install')] [ValidateRange(0, 65535)] [int] $AdminPort = 0,
    [Parameter(ParameterSetName = 'Install')] [hashtable] $Setting,
    [Parameter(ParameterSetName = 'Install')] [switch] $AskSqlPassword,
    [Parameter(ParameterSetName = 'Install')] [switch] $NewAdminToken,
    [ValidateSet('en', 'de')] [string] $Language,
    [switch] $Force,
    [Parameter(ParameterSetName = 'Rollback', Mandatory)] [switch] $Rollback
)

Set-StrictMode -Version 1.0
$ErrorActionPreference = 'Stop'
# Programs say by their exit code how they ended, and it is looked at; newer versions would throw in between.
$PSNativeCommandUseErrorActionPreference = $false

$deploy = Split-Path -Parent $PSScriptRoot
$parts = Join-Path $deploy 'iis\install'
foreach ($part in @('say', 'manifest', 'checks', 'release', 'rights', 'settings', 'event-source', 'service-files', 'verify', 'undo')) {
    . (Join-Path $parts "$part.ps1")
}
. (Join-Path $PSScriptRoot 'service.ps1')
. (Join-Path $PSScriptRoot 'service-steps.ps1')

try {
    Import-InstallText $parts $Language
    $script:AnswerYes = [bool] $Force
    Assert-Windows
    Assert-Elevated
    $InstallDir = Resolve-FullPath $InstallDir
    $manifest = Read-Manifest $InstallDir
    if ($Rollback) {
        Undo-ServiceSwitch $InstallDir $manifest
    } else {
        $said = $PSBoundParameters
        $DataDir = Get-Remembered $manifest 'dataDir' ($said.ContainsKey('DataDir')) $DataDir
        $NodePath = Get-Remembered $manifest 'node' ($said.ContainsKey('NodePath')) $NodePath
        $RoomsConfigDir = Get-Remembered $manifest 'rooms' ($said.ContainsKey('RoomsConfigDir')) $RoomsConfigDir
        $ServiceName = Get-Remembered $manifest 'serviceName' ($said.ContainsKey('ServiceName')) $ServiceName
        $ListenPort = Get-Remembered $manifest 'listenPort' ($said.ContainsKey('ListenPort')) $ListenPort
        # The log files are the service's own; WinSW keeps only what is said where they cannot be written.
        $values = @{ host = '127.0.0.1'; port = $ListenPort; logStdout = $false }
        if ($Setting) {
            foreach ($name in $Setting.Keys) {
                $values[$name] = $Setting[$name]
            }
        }
        $wish = @{
            WinSW          = (Resolve-FullPath $WinSW)
            WinSWSha256    = $WinSWSha256
            AsTask         = ([bool] $AsTask -or $manifest.way -eq 'Task')
            ServiceName    = $ServiceName
            DataDir        = (Resolve-FullPath $DataDir)
            Package        = (Resolve-FullPath $Package)
            Source         = (Split-Path -Parent $deploy)
            NodePath       = (Resolve-FullPath $NodePath)
            RoomsConfigDir = (Resolve-FullPath $RoomsConfigDir)
            ListenPort     = $ListenPort
            AdminPort      = $AdminPort
            Setting        = $values
            AskSqlPassword = [bool] $AskSqlPassword
            NewAdminToken  = [bool] $NewAdminToken
        }
        Install-AsService $InstallDir $manifest $wish
    }
    exit 0
} catch {
    Write-Host $_.Exception.Message -ForegroundColor Red
    if ($_.Exception -isnot [System.InvalidOperationException]) {
        # Nothing that was foreseen: where it happened, for whoever is asked about it.
        Write-Host $_.ScriptStackTrace
    }
    exit 1
}
