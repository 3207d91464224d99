<#
.SYNOPSIS
Installs rooms-sync-notification in IIS, puts it back, or removes it.

.DESCRIPTION
For Windows PowerShell 5.1 and PowerShell 7, started as administrator. It checks, then installs a release in a folder of
its own beside earlier ones, makes the application pool and rights, writes settings, lets the application's path lead to
the release, and waits until the service answers. Where it does not, the path leads again to what it led to before.

Safe to repeat: what was said once, such as -DataDir, holds for later runs until something else is said. It asks before
it changes what it did not make, keeps a copy of every file that it changes, and keeps a list of it all in
install-manifest.json in the installation's folder, which -Rollback and -Uninstall go by.

docs/iis.md and docs/iis.de.md of the release have the same by hand.

.PARAMETER Way
HttpPlatform (recommended), IisNode, or ReverseProxy: for the last one, install the Windows service first
(deploy/windows-service).

.PARAMETER SiteName
The site as IIS Manager lists it. Without it: the one that has the application already, or the only one there is.

.PARAMETER ApplicationPath
The application's path in the site, /Webservices.

.PARAMETER NewSite
Makes a site of its own, by the name of -SiteName, instead of an application in an existing one.

.PARAMETER Port
Port of the new site's binding. A binding with a certificate is yours to add in IIS Manager.

.PARAMETER HostName
Host name of the new site's binding; empty for any.

.PARAMETER InstallDir
Folder for releases, each in a folder of its own, copies and the manifest.

.PARAMETER DataDir
Folder for settings, data, logs and secrets: on a local disk that is backed up.

.PARAMETER Package
The release as a zip. Without it, the unpacked release that this script lies in. SHA256SUMS beside it is compared.

.PARAMETER NodePath
node.exe of Node.js 24 or newer. Without it, the one in Program Files.

.PARAMETER RoomsConfigDir
Folder with ROOMS's ConnectionStrings.config. Without it, ROOMS's own folders on this machine are looked at.

.PARAMETER PoolName
The application pool.

.PARAMETER AdminPort
Port of the status page on this machine.

.PARAMETER Target
Where the service listens, for the way ReverseProxy.

.PARAMETER Setting
Further settings for the settings file, as in docs/settings.md: @{ allow = @('exchange-online', 'loopback') }.
Secrets are refused here.

.PARAMETER AskSqlPassword
Asks for the password of the SQL login, and keeps it in a file that only the service may read.

.PARAMETER NewAdminToken
Makes a token for the status page, and keeps it in a file that only the service and administrators may read.

.PARAMETER SkipSelfTest
Does not send a test message after the switch.

.PARAMETER Language
en or de. Without it, the language of Windows.

.PARAMETER Force
Answers its questions with yes.

.PARAMETER Status
Shows what is installed.

.PARAMETER Rollback
Puts back what the application's path led to before the last switch: the release before, or the original endpoint.

.PARAMETER Uninstall
Removes what this script made and nothing else. Settings, data, logs and secrets stay.

.PARAMETER RemoveData
With -Uninstall, removes settings, data, logs and secrets, too, and with them rows that wait for the database.

.EXAMPLE
.\install.ps1 -WhatIf

.EXAMPLE
.\install.ps1 -SiteName ROOMS

.EXAMPLE
.\install.ps1 -Package C:\Temp\rooms-sync-notification-0.2.0.zip

.EXAMPLE
.\install.ps1 -Rollback
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Install')]
param(
    [Parameter(ParameterSetName = 'Install')] [ValidateSet('HttpPlatform', 'IisNode', 'ReverseProxy')]
    [string] $Way,
    [Parameter(ParameterSetName = 'Install')] [string] $SiteName,
    [Parameter(ParameterSetName = 'Install')] [string] $ApplicationPath = '/Webservices',
    [Parameter(ParameterSetName = 'Install')] [switch] $NewSite,
    [Parameter(ParameterSetName = 'Install')] [ValidateRange(1, 65535)] [int] $Port = 80,
    [Parameter(ParameterSetName = 'Install')] [string] $HostName = '',
    [string] $InstallDir = (Join-Path $env:SystemDrive 'inetpub\rooms-sync-notification'),
    [Parameter(ParameterSetName = 'Install')]
    [string] $DataDir = (Join-Path $env:ProgramData 'rooms-sync-notification'),
    [Parameter(ParameterSetName = 'Install')] [string] $Package,
    [Parameter(ParameterSetName = 'Install')] [string] $NodePath,
    [Parameter(ParameterSetName = 'Install')] [string] $RoomsConfigDir,
    [Parameter(ParameterSetName = 'Install')] [string] $PoolName = 'rooms-sync-notification',
    [Parameter(ParameterSetName = 'Install')] [ValidateRange(0, 65535)] [int] $AdminPort = 0,
    [Parameter(ParameterSetName = 'Install')]
    [string] $Target = 'http://127.0.0.1:8080/Webservices/SyncNotification.svc',
    [Parameter(ParameterSetName = 'Install')] [hashtable] $Setting,
    [Parameter(ParameterSetName = 'Install')] [switch] $AskSqlPassword,
    [Parameter(ParameterSetName = 'Install')] [switch] $NewAdminToken,
    [Parameter(ParameterSetName = 'Install')] [switch] $SkipSelfTest,
    [ValidateSet('en', 'de')] [string] $Language,
    [switch] $Force,
    [Parameter(ParameterSetName = 'Status', Mandatory)] [switch] $Status,
    [Parameter(ParameterSetName = 'Rollback', Mandatory)] [switch] $Rollback,
    [Parameter(ParameterSetName = 'Uninstall', Mandatory)] [switch] $Uninstall,
    [Parameter(ParameterSetName = 'Uninstall')] [switch] $RemoveData
)

Set-StrictMode -Version 1.0
$ErrorActionPreference = 'Stop'
# Programs say by their exit code how they ended, and it is looked at; newer versions would throw in between.
$PSNativeCommandUseErrorActionPreference = $false

$parts = Join-Path $PSScriptRoot 'install'
foreach ($part in @(
        'say', 'appcmd', 'manifest', 'checks', 'release', 'pool', 'application', 'rights', 'settings', 'event-source',
        'service-files', 'verify', 'undo', 'steps', 'result'
    )) {
    . (Join-Path $parts "$part.ps1")
}

try {
    Import-InstallText $parts $Language
    $script:AnswerYes = [bool] $Force
    Assert-Windows
    Assert-Elevated
    $InstallDir = Resolve-FullPath $InstallDir
    $manifest = Read-Manifest $InstallDir
    if ($Status) {
        Show-Installation $InstallDir $manifest
    } elseif ($Rollback) {
        Undo-Switch $InstallDir $manifest
    } elseif ($Uninstall) {
        Confirm-Foreign 'ConfirmUninstall' @($InstallDir)
        Remove-Installation $InstallDir $manifest ([bool] $RemoveData)
    } else {
        $said = $PSBoundParameters
        $DataDir = Get-Remembered $manifest 'dataDir' ($said.ContainsKey('DataDir')) $DataDir
        $NodePath = Get-Remembered $manifest 'node' ($said.ContainsKey('NodePath')) $NodePath
        $RoomsConfigDir = Get-Remembered $manifest 'rooms' ($said.ContainsKey('RoomsConfigDir')) $RoomsConfigDir
        $ApplicationPath = Get-Remembered $manifest 'applicationPath' ($said.ContainsKey('ApplicationPath')) $ApplicationPath
        $wish = @{
            Way             = $Way
            SiteName        = $SiteName
            ApplicationPath = '/' + $ApplicationPath.Trim('/')
            NewSite         = [bool] $NewSite
            Port            = $Port
            HostName        = $HostName
            DataDir         = (Resolve-FullPath $DataDir)
            Package         = (Resolve-FullPath $Package)
            Source          = (Split-Path -Parent (Split-Path -Parent $PSScriptRoot))
            NodePath        = (Resolve-FullPath $NodePath)
            RoomsConfigDir  = (Resolve-FullPath $RoomsConfigDir)
            PoolName        = (Get-Remembered $manifest 'pool' ($said.ContainsKey('PoolName')) $PoolName)
            AdminPort       = $AdminPort
            Target          = (Get-Remembered $manifest 'target' ($said.ContainsKey('Target')) $Target)
            Setting         = $Setting
            AskSqlPassword  = [bool] $AskSqlPassword
            NewAdminToken   = [bool] $NewAdminToken
            SelfTest        = -not $SkipSelfTest
        }
        Install-InIis $InstallDir $manifest $wish
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
