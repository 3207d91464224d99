# The service itself: WinSW around Node.js, or a scheduled task where no other program may come onto the machine.
# Node.js alone cannot be a service: it does not answer the service manager, which gives up after 30 s (error 1053).

$script:TaskUser = 'S-1-5-19'

function Invoke-Tool {
    param([string] $Tool, [string[]] $Arguments)

    $output = & $Tool $Arguments
    if ($LASTEXITCODE -ne 0) {
        Stop-Installation 'ToolFailed' @($Tool, ($Arguments -join ' '), $LASTEXITCODE, ($output -join ' '))
    }
}

# WinSW as it was brought, compared with the checksum where one was said.
function Assert-WinSW {
    param([string] $WinSW, [string] $Sha256)

    if (-not $WinSW -or -not (Test-Path -LiteralPath $WinSW)) {
        Stop-Installation 'NoWinSW' @($WinSW)
    }
    $hash = (Get-FileHash -LiteralPath $WinSW -Algorithm SHA256).Hash
    if ($Sha256 -and $hash -ne $Sha256) {
        Stop-Installation 'WinSWChecksum' @($WinSW, $hash)
    }
    Write-Step 'WinSWHash' @($WinSW, $hash)
}

# Name of the account for icacls. A service has one of its own, by its name; the task has that of local services.
function Get-ServiceIdentity {
    param([string] $Name, [bool] $AsTask)

    if ($AsTask) {
        return "*$script:TaskUser"
    }
    return "NT SERVICE\$Name"
}

function Set-ServiceFile {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name, [string] $Node, [string] $Release, [string] $DataDir, $Environment)

    $file = Join-Path $InstallDir "service\$Name.xml"
    if ($PSCmdlet.ShouldProcess($file, (Get-Text 'ActionWrite'))) {
        New-Item -ItemType Directory -Path (Split-Path -Parent $file) -Force | Out-Null
        Backup-File $InstallDir $Manifest $file | Out-Null
        $wish = @{
            name = $Name; node = $Node; release = $Release; logs = (Join-Path $DataDir 'logs')
            environmentFile = (Join-Path $DataDir 'service.env'); environment = $Environment
        }
        Invoke-ReleaseScript $Node $Release 'windows-service\adapt-service.ts' $file $wish | Out-Null
    }
}

function New-WindowsService {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name, [string] $WinSW)

    $account = Get-ServiceIdentity $Name $false
    if (Get-Service -Name $Name -ErrorAction SilentlyContinue) {
        return
    }
    Write-Step 'ServiceMade' @($Name, $account)
    if ($PSCmdlet.ShouldProcess($Name, (Get-Text 'ActionService' @($account)))) {
        $wrapper = Join-Path $InstallDir "service\$Name.exe"
        Copy-Item -LiteralPath $WinSW -Destination $wrapper -Force
        Invoke-Tool $wrapper @('install')
        Add-Made $InstallDir $Manifest 'service' $Name ''
        # A virtual account: Windows makes it with the service, and it has no password.
        Invoke-Tool "$env:windir\System32\sc.exe" @('config', $Name, 'obj=', $account)
    }
}

# The task's process is ended without a word; rows that were answered OK are safe by then, as with iisnode. Every minute
# it is started if it does not run: what the scheduler itself calls a failure is not the end of a process.
function New-ServiceTask {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name, [string] $Node, [string] $Release, [string] $DataDir)

    Write-Step 'TaskMade' @($Name, 'LOCAL SERVICE')
    if ($PSCmdlet.ShouldProcess($Name, (Get-Text 'ActionTask' @('LOCAL SERVICE')))) {
        $arguments = '--env-file="{0}" dist\main.js' -f (Join-Path $DataDir 'service.env')
        $action = New-ScheduledTaskAction -Execute $Node -Argument $arguments -WorkingDirectory $Release
        $minute = New-TimeSpan -Minutes 1
        $triggers = @(
            (New-ScheduledTaskTrigger -AtStartup),
            (New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval $minute)
        )
        $principal = New-ScheduledTaskPrincipal -UserId $script:TaskUser -LogonType ServiceAccount
        $limits = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
        Register-ScheduledTask -TaskName $Name -Action $action -Trigger $triggers -Principal $principal -Settings $limits -Force | Out-Null
        Add-Made $InstallDir $Manifest 'task' $Name ''
    }
}

# Stops what runs under the name, and starts it with what it is told now.
function Restart-Own {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Name, [bool] $AsTask)

    if ($PSCmdlet.ShouldProcess($Name, (Get-Text 'ActionStart'))) {
        Stop-Own $Name $AsTask
        if ($AsTask) {
            Start-ScheduledTask -TaskName $Name
        } else {
            Start-Service -Name $Name
        }
    }
}

function Stop-Own {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Name, [bool] $AsTask)

    if ($PSCmdlet.ShouldProcess($Name, (Get-Text 'ActionStop'))) {
        if ($AsTask) {
            Stop-ScheduledTask -TaskName $Name -ErrorAction SilentlyContinue
        } elseif (Get-Service -Name $Name -ErrorAction SilentlyContinue) {
            Stop-Service -Name $Name
        }
    }
}

function Remove-Own {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name, [bool] $AsTask)

    if ($PSCmdlet.ShouldProcess($Name, (Get-Text 'ActionRemove'))) {
        Stop-Own $Name $AsTask
        if ($AsTask) {
            Unregister-ScheduledTask -TaskName $Name -Confirm:$false
            Remove-Made $InstallDir $Manifest 'task' $Name
        } else {
            Invoke-Tool "$env:windir\System32\sc.exe" @('delete', $Name)
            Remove-Made $InstallDir $Manifest 'service' $Name
            Remove-OwnPath $InstallDir $Manifest 'folder' (Join-Path $InstallDir 'service')
        }
    }
}
